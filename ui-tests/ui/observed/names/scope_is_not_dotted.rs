use attuned_telemetry_rt::observed;

#[observed(scope = "attuned..store")]
fn get() {}

fn main() {
    get();
}

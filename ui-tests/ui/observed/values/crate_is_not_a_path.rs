use attuned_telemetry_rt::observed;

#[observed(crate = "attuned_telemetry_rt")]
fn get() {}

fn main() {
    get();
}

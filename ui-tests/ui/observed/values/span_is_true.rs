use attuned_telemetry_rt::observed;

#[observed(span = true)]
fn get() {}

fn main() {
    get();
}

use attuned_telemetry_rt::observed;

#[observed(op = "")]
fn get() {}

fn main() {
    get();
}

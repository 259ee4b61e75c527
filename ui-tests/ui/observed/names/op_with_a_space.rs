use attuned_telemetry_rt::observed;

#[observed(op = "get state")]
fn get() {}

fn main() {
    get();
}

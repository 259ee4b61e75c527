use attuned_telemetry_rt::observed;

#[observed(op = "get", op = "fetch")]
fn get() {}

fn main() {
    get();
}

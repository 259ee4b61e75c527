use attuned_telemetry_rt::observed;

#[observed(oop = "get")]
fn get() {}

fn main() {
    get();
}

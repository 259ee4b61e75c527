use attuned_telemetry_rt::observed;

#[observed(span = false, metrics = false)]
fn get() {}

fn main() {
    get();
}

use attuned_telemetry_rt::observed;

#[observed(op = 1)]
fn get() {}

fn main() {
    get();
}

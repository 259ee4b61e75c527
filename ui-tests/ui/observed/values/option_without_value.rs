use attuned_telemetry_rt::observed;

#[observed(op, in_flight)]
fn get() {}

fn main() {
    get();
}

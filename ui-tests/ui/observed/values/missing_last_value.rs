use attuned_telemetry_rt::observed;

#[observed(in_flight, op =)]
fn get() {}

fn main() {
    get();
}

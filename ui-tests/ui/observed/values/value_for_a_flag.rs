use attuned_telemetry_rt::observed;

#[observed(in_flight = true)]
fn get() {}

fn main() {
    get();
}

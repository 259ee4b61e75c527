use attuned_telemetry_rt::observed;
const KIND: &str = "snapshot";
fn put_state() {}
fn main() {}

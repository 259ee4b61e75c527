use attuned_telemetry_rt::audited;
fn compact() {}
fn main() {}

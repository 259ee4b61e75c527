use attuned_telemetry_rt::observed;
fn open() {}
fn main() {}

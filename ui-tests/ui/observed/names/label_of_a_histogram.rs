use attuned_telemetry_rt::observed;

#[observed(labels(le = "1"))]
fn get() {}

fn main() {}

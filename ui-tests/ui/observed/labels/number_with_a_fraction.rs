use attuned_telemetry_rt::observed;

#[observed(labels(ratio = 0.5))]
fn get() {}

fn main() {}

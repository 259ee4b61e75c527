use attuned_telemetry_rt::observed;

#[observed(slo)]
fn get() {}

fn main() {}

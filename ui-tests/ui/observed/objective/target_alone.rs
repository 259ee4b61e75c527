use attuned_telemetry_rt::observed;

#[observed(slo(target = 99.9))]
fn get() {}

fn main() {}

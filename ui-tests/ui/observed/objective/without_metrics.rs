use attuned_telemetry_rt::observed;

#[observed(metrics = false, slo(latency = "250ms", target = 99.9))]
fn get() {}

fn main() {}

use attuned_telemetry_rt::observed;

#[observed(slo(latency = 250, target = 99.9))]
fn get() {}

#[observed(slo(latency = "fast", target = 99.9))]
fn put() {}

fn main() {}

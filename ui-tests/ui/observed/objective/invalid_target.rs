use attuned_telemetry_rt::observed;

#[observed(slo(latency = "250ms", target = 100))]
fn get() {}

#[observed(slo(latency = "250ms", target = "99.9%"))]
fn put() {}

#[observed(slo(latency = "250ms", target = -1.0))]
fn list() {}

fn main() {}

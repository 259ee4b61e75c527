use attuned_telemetry_rt::observed;

#[observed(metrics = false, buckets("1ms"))]
fn upsert() {}

fn main() {}

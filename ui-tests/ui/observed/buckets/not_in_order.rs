use attuned_telemetry_rt::observed;

#[observed(buckets("1ms", "1000us", "10ms", "5ms"))]
fn upsert() {}

fn main() {}

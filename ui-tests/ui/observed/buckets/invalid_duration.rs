use attuned_telemetry_rt::observed;

#[observed(buckets("1ms", "fast", 10))]
fn upsert() {}

fn main() {}

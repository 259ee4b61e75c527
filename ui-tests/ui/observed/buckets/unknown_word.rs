use attuned_telemetry_rt::observed;

#[observed(buckets = linear)]
fn upsert() {}

#[observed(buckets = "1ms")]
fn get() {}

fn main() {}

use attuned_telemetry_rt::observed;

#[observed(buckets())]
fn without_bounds() {}

#[observed(buckets)]
fn without_list() {}

#[observed(buckets =)]
fn without_value() {}

fn main() {}

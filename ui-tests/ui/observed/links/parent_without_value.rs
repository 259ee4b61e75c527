use attuned_telemetry_rt::observed;

#[observed(parent)]
fn get() {}

#[observed(parent = , level = "info")]
fn put() {}

fn main() {}

use attuned_telemetry_rt::observed;

#[observed(slow = 250)]
fn get() {}

#[observed(slow = "0ms")]
fn put() {}

#[observed(slow = "1h")]
fn list() {}

#[observed(slow)]
fn none() {}

fn main() {}

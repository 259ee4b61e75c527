use attuned_telemetry_rt::observed;

#[observed(labels(kind = , path = "/state"))]
fn get() {}

fn main() {}

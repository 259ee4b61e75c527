// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store", span = false)]
fn open() {}

fn main() {}

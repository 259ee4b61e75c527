// Fields and labels: 0

use attuned_telemetry_rt::observed;

#[observed(scope = "attuned.store", in_flight)]
async fn compact() {}

fn main() {}

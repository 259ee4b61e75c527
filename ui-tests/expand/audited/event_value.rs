// Fields and labels: 0

use attuned_telemetry_rt::audited;

#[audited(event = "state_compacted", scope = "attuned.store")]
fn compact() {}

fn main() {}

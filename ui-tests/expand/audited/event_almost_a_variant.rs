// Fields and labels: 0

use attuned_telemetry_rt::audited;

#[allow(non_upper_case_globals)]
const StateUpdate: &str = "state_update";

#[audited(event = StateUpdate, scope = "attuned.store")]
fn update() {}

fn main() {}

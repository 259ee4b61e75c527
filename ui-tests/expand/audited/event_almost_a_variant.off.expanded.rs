use attuned_telemetry_rt::audited;
const STATE_UPDATED: &str = "updated";
#[allow(non_upper_case_globals)]
const StateUpdate: &str = STATE_UPDATED;
fn update() {}
fn main() {}

use attuned_telemetry_rt::audited;
#[allow(non_upper_case_globals)]
const StateUpdate: &str = "state_update";
fn update() {}
fn main() {}

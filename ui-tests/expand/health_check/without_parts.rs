// Fields and labels: 0

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Clock;

fn main() {}

// Fields and labels: 1

use std::sync::Arc;

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Shared(#[health(name = "inner")] Arc<dyn HealthCheck>);

fn main() {}

use std::sync::Arc;
use attuned_telemetry_rt::HealthCheck;
struct Shared(#[health(name = "inner")] Arc<dyn HealthCheck>);
fn main() {}

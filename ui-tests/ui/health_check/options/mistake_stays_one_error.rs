use std::sync::Arc;

use attuned_telemetry_rt::{HealthCheck, HealthRegistry};

#[derive(HealthCheck)]
struct Store {
    #[health(timeout = "soon")]
    disk: Disk,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {
    HealthRegistry::new().register(Arc::new(Store { disk: Disk }));
}

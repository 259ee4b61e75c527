use std::sync::Arc;

use attuned_telemetry_rt::{HealthCheck, HealthRegistry};

#[derive(HealthCheck)]
struct Store<T> {
    #[health]
    disks: Vec<T>,
}

struct Disk;

fn main() {
    HealthRegistry::new().register(Arc::new(Store { disks: vec![Disk] }));
}

use attuned_telemetry_rt::HealthCheck;

use std::cell::Cell;

#[derive(HealthCheck)]
struct Store {
    #[health]
    disk: Disk,
    size: Cell<u32>,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

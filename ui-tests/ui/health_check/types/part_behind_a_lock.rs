use attuned_telemetry_rt::HealthCheck;

use std::sync::Mutex;

#[derive(HealthCheck)]
struct Store {
    #[health]
    disk: Mutex<Disk>,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

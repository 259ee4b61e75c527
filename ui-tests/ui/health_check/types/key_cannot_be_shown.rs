use attuned_telemetry_rt::HealthCheck;

use std::collections::HashMap;

#[derive(HealthCheck)]
struct Store {
    #[health]
    disks: HashMap<(u8, u8), Disk>,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

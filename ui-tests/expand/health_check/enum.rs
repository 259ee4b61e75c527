// Fields and labels: 3

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
enum Store {
    Memory,
    Disk {
        #[health(with = Disk::is_mounted)]
        path: Disk,
        read_only: bool,
    },
    Remote(String, #[health(optional)] Box<dyn HealthCheck>, #[health(degraded_above = 3)] u32),
}

struct Disk;

impl Disk {
    fn is_mounted(&self) -> bool {
        true
    }
}

fn main() {}

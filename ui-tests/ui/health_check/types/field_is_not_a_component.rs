use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health]
    disk: Disk,
}

struct Disk;

fn main() {}

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health]
    disk: Disk,
    #[health(name = "disk")]
    spare: Disk,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

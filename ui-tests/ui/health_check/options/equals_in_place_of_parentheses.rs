use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health = "disk"]
    disk: Disk,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

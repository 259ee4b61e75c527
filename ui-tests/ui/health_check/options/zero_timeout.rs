use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(timeout = "0ms")]
    disk: Disk,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store(#[health(name = "1")] Disk, #[health] Disk);

#[derive(HealthCheck)]
struct Disk;

fn main() {}

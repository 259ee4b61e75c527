use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store(String, #[health] Disk);

#[derive(HealthCheck)]
struct Disk;

fn main() {}

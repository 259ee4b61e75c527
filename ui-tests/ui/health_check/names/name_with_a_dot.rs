use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
#[health(name = "store.disk")]
struct Disk;

fn main() {}

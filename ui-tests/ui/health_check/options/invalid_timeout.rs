use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(timeout = "soon")]
    disk: Disk,
    #[health(timeout = "200")]
    memory: Disk,
    #[health(timeout = 200)]
    network: Disk,
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

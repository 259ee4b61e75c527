use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(timeot = "1s")]
    disk: Disk,
}

#[derive(HealthCheck)]
#[health(optional)]
struct Disk;

fn main() {}

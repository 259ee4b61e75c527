use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
enum Store {
    Here(#[health(name = "disk")] Disk),
    There {
        #[health]
        disk: Disk,
        #[health(name = "disk")]
        spare: Disk,
    },
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
enum Store {
    Memory,
    Disk,
}

fn main() {}

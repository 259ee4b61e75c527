use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
enum Store {
    #[health(optional)]
    Memory(Disk),
    #[health]
    Disk { disk: Disk },
}

#[derive(HealthCheck)]
struct Disk;

fn main() {}

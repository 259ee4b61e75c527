use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ALIVE)]
    address: String,
}

const ALIVE: bool = true;

fn main() {}

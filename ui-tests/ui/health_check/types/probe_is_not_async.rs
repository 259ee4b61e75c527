use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
}

fn ping(address: &String) -> bool {
    address.is_empty()
}

fn main() {}

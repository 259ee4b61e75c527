use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
}

async fn ping(address: &String) -> usize {
    address.len()
}

fn main() {}

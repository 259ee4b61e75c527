use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
}

async fn ping(address: &String, port: u16) -> bool {
    !address.is_empty() && port > 0
}

fn main() {}

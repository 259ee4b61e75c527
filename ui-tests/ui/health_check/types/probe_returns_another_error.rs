use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
}

struct Refused;

async fn ping(address: &str) -> Result<(), Refused> {
    if address.is_empty() { Err(Refused) } else { Ok(()) }
}

fn main() {}

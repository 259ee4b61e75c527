use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
}

async fn ping(port: &u16) -> bool {
    *port > 0
}

fn main() {}

use attuned_telemetry_rt::HealthCheck;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
    #[health(with = |port| *port + 1)]
    port: u16,
}

fn ping(address: &str) -> Option<usize> {
    address.find('.')
}

fn main() {}

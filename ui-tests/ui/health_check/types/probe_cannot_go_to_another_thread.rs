use attuned_telemetry_rt::HealthCheck;

use std::rc::Rc;

#[derive(HealthCheck)]
struct Store {
    #[health(with = ping)]
    address: String,
}

async fn ping(address: &str) -> bool {
    let address = Rc::new(address);
    std::future::ready(()).await;
    !address.is_empty()
}

fn main() {}

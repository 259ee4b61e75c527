use attuned_telemetry_rt::{HealthCheck, HealthState};
#[health(name = "store")]
struct MemoryStore<C: HealthCheck> {
    entries: Vec<String>,
    #[health(optional, timeout = "200ms")]
    qdrant: C,
    #[health(name = "data")]
    disk: Box<dyn HealthCheck>,
    #[health(with = ping)]
    address: String,
}
async fn ping(address: &String) -> HealthState {
    if address.is_empty() { HealthState::Unhealthy } else { HealthState::Healthy }
}
fn main() {}

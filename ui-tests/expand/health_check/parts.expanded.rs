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
impl<C: HealthCheck> ::attuned_telemetry_rt::HealthCheck for MemoryStore<C> {
    fn check<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::attuned_telemetry_rt::Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::attuned_telemetry_rt::__private::Parts::of("store")
            .component("qdrant", &self.qdrant)
            .optional()
            .timeout(200000000u64)
            .component("data", &self.disk)
            .probe("address", || ping(&self.address))
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        "store"
    }
}
async fn ping(address: &String) -> HealthState {
    if address.is_empty() { HealthState::Unhealthy } else { HealthState::Healthy }
}
fn main() {}

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
impl<C: HealthCheck> ::attuned_telemetry_rt::HealthCheck for MemoryStore<C>
where
    Self: ::core::marker::Send + ::core::marker::Sync,
    C: ::attuned_telemetry_rt::HealthCheck,
{
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("store")
            .component("qdrant", &self.qdrant)
            .optional()
            .timeout(200000000u64)
            .component("data", &self.disk)
            .probe("address", move || ping(&self.address))
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["store", "MemoryStore", "macrotest053"],
            "",
            &["qdrant", "data", "address"],
        );
        __COMPONENT.name()
    }
}
async fn ping(address: &String) -> HealthState {
    if address.is_empty() { HealthState::Unhealthy } else { HealthState::Healthy }
}
fn main() {}

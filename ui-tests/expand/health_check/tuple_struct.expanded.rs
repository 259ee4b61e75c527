use std::sync::Arc;
use attuned_telemetry_rt::HealthCheck;
struct Shared(#[health(name = "inner")] Arc<dyn HealthCheck>);
impl ::attuned_telemetry_rt::HealthCheck for Shared {
    fn check<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::attuned_telemetry_rt::Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::attuned_telemetry_rt::__private::Parts::of("shared")
            .component("inner", &self.0)
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        "shared"
    }
}
fn main() {}

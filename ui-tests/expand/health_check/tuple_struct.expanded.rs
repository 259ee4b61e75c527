use std::sync::Arc;
use attuned_telemetry_rt::HealthCheck;
struct Shared(#[health(name = "inner")] Arc<dyn HealthCheck>);
impl ::attuned_telemetry_rt::HealthCheck for Shared {
    fn check<'_this, '_check>(&'_this self) -> ::attuned_telemetry_rt::Checking<'_check>
    where
        '_this: '_check,
        Self: '_check,
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

use attuned_telemetry_rt::HealthCheck;
struct Clock;
impl ::attuned_telemetry_rt::HealthCheck for Clock {
    fn check<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::attuned_telemetry_rt::Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::attuned_telemetry_rt::__private::Parts::of("clock").check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        "clock"
    }
}
fn main() {}

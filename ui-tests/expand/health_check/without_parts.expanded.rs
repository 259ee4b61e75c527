use attuned_telemetry_rt::HealthCheck;
struct Clock;
impl ::attuned_telemetry_rt::HealthCheck for Clock {
    fn check<'_this, '_check>(&'_this self) -> ::attuned_telemetry_rt::Checking<'_check>
    where
        '_this: '_check,
        Self: '_check,
    {
        ::attuned_telemetry_rt::__private::Parts::of("clock").check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        "clock"
    }
}
fn main() {}

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use attuned_telemetry_rt::HealthCheck;
struct Load {
    #[health(degraded_above = 0.8, unhealthy_above = 0.95)]
    used: f64,
    #[health(degraded_above = MOST/2, unhealthy_above = MOST, optional)]
    waiting: Arc<AtomicUsize>,
    #[health(degraded_below = -10)]
    celsius: Option<i32>,
}
impl ::attuned_telemetry_rt::HealthCheck for Load {
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("load")
            .number("used", &self.used)
            .degraded_above(0.8)
            .unhealthy_above(0.95)
            .number("waiting", &self.waiting)
            .degraded_above(MOST / 2)
            .unhealthy_above(MOST)
            .optional()
            .number("celsius", &self.celsius)
            .degraded_below(-10)
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["load", "Load", "macrotest050"],
            "",
            &["used", "waiting", "celsius"],
        );
        __COMPONENT.name()
    }
}
const MOST: usize = 100;
fn main() {}

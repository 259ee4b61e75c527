use attuned_telemetry_rt::HealthCheck;
struct Clock;
impl ::attuned_telemetry_rt::HealthCheck for Clock {
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("clock").check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["clock", "Clock", "macrotest059"],
            "",
            &[],
        );
        __COMPONENT.name()
    }
}
fn main() {}

use std::sync::Arc;
use attuned_telemetry_rt::HealthCheck;
struct Shared(#[health(name = "inner")] Arc<dyn HealthCheck>);
impl ::attuned_telemetry_rt::HealthCheck for Shared {
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("shared")
            .component("inner", &self.0)
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["shared", "Shared", "macrotest056"],
            "",
            &["inner"],
        );
        __COMPONENT.name()
    }
}
fn main() {}

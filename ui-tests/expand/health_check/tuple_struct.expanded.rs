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
        ::attuned_telemetry_rt::__private::check_parts(
            "shared",
            ::alloc::boxed::box_assume_init_into_vec_unsafe(
                ::alloc::intrinsics::write_box_via_move(
                    ::alloc::boxed::Box::new_uninit(),
                    [
                        ::attuned_telemetry_rt::__private::Part::component(
                            "inner",
                            &self.0,
                        ),
                    ],
                ),
            ),
        )
    }
    fn name(&self) -> &'static ::core::primitive::str {
        "shared"
    }
}
fn main() {}

use std::marker::PhantomData;
use attuned_telemetry_rt::HealthCheck;
struct Store<'a, T, U, B: Backend, const N: usize>
where
    U: Clone,
{
    #[health]
    first: &'a T,
    #[health]
    shards: [B::Shard; N],
    #[health]
    children: Vec<Store<'a, T, U, B, N>>,
    cache: U,
    backend: PhantomData<B>,
}
impl<'a, T, U, B: Backend, const N: usize> ::attuned_telemetry_rt::HealthCheck
for Store<'a, T, U, B, N>
where
    U: Clone,
    Self: ::core::marker::Send + ::core::marker::Sync,
    &'a T: ::attuned_telemetry_rt::HealthCheck,
    [B::Shard; N]: ::attuned_telemetry_rt::HealthCheck,
{
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("store")
            .component("first", &self.first)
            .component("shards", &self.shards)
            .component("children", &self.children)
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["store", "Store", "macrotest047"],
            "",
            &["first", "shards", "children"],
        );
        __COMPONENT.name()
    }
}
trait Backend {
    type Shard;
}
fn main() {}

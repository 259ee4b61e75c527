use std::collections::HashMap;
use attuned_telemetry_rt::HealthCheck;
struct Cluster {
    #[health(timeout = "200ms")]
    shards: HashMap<String, Shard>,
    #[health(optional)]
    replicas: Vec<Shard>,
    #[health(with = |leader|leader.is_some())]
    leader: Option<Shard>,
}
impl ::attuned_telemetry_rt::HealthCheck for Cluster {
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("cluster")
            .component("shards", &self.shards)
            .timeout(200000000u64)
            .component("replicas", &self.replicas)
            .optional()
            .closure("leader", &self.leader, |leader| leader.is_some())
            .check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["cluster", "Cluster", "macrotest041"],
            "",
            &["shards", "replicas", "leader"],
        );
        __COMPONENT.name()
    }
}
struct Shard;
impl ::attuned_telemetry_rt::HealthCheck for Shard {
    fn check<'_me: '_it, '_it>(&'_me self) -> ::attuned_telemetry_rt::Checking<'_it> {
        ::attuned_telemetry_rt::__private::Parts::of("shard").check()
    }
    fn name(&self) -> &'static ::core::primitive::str {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_COMPONENTS")]
        static __COMPONENT: ::attuned_telemetry_rt::__private::DerivedComponent = ::attuned_telemetry_rt::__private::DerivedComponent::new(
            ["shard", "Shard", "macrotest041"],
            "",
            &[],
        );
        __COMPONENT.name()
    }
}
fn main() {}

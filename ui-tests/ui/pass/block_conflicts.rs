//! An option of a method replaces the options of its block that it conflicts with.

use attuned_telemetry_rt::{LabelValue, observed};

#[derive(Clone, Copy, LabelValue)]
enum Kind {
    Memory,
}

struct WithSettings;

#[observed(level = "debug", target = "store", ok_if = Option::is_some)]
impl WithSettings {
    #[observed(span = false)]
    fn without_span(&self) -> Option<u8> {
        None
    }

    #[observed(error_if = Option::is_none)]
    fn with_another_predicate(&self) -> Option<u8> {
        None
    }
}

struct WithMetrics;

#[observed(labels(kind), buckets("1ms", "10ms"), in_flight, slo(latency = "10ms", target = 99.9))]
impl WithMetrics {
    fn with_metrics(&self, kind: Kind) {}

    #[observed(metrics = false)]
    fn without_metrics(&self) {}
}

struct WithoutSpans;

#[observed(span = false)]
impl WithoutSpans {
    #[observed(level = "debug")]
    fn with_level(&self) {}

    #[observed(target = "store")]
    fn with_target(&self) {}

    #[observed(fields(user))]
    fn with_fields(&self, user: u32) {}

    #[observed(parent = None)]
    fn with_parent(&self) {}
}

struct WithoutMetrics;

#[observed(metrics = false)]
impl WithoutMetrics {
    #[observed(labels(kind))]
    fn with_labels(&self, kind: Kind) {}

    #[observed(buckets = exponential)]
    fn with_buckets(&self) {}

    #[observed(in_flight)]
    fn with_in_flight(&self) {}

    #[observed(slo(latency = "10ms", target = 99.9))]
    fn with_objective(&self) {}
}

fn main() {
    WithSettings.without_span();
    WithSettings.with_another_predicate();
    WithMetrics.with_metrics(Kind::Memory);
    WithMetrics.without_metrics();
    WithoutSpans.with_level();
    WithoutSpans.with_target();
    WithoutSpans.with_fields(7);
    WithoutSpans.with_parent();
    WithoutMetrics.with_labels(Kind::Memory);
    WithoutMetrics.with_buckets();
    WithoutMetrics.with_in_flight();
    WithoutMetrics.with_objective();
}

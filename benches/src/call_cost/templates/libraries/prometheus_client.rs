// Cached handles of `prometheus-client`.

use std::sync::OnceLock;
use std::time::Instant;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    operation: &'static str,
    status: &'static str,
}

struct Handles {
    calls: [Counter; 2],
    duration: Histogram,
    _registry: Registry,
}

static HANDLES: OnceLock<Handles> = OnceLock::new();

pub fn set_up() {
    let operations = Family::<Labels, Counter>::default();
    let duration = Histogram::new(crate::BOUNDS);
    let mut registry = Registry::default();
    registry.register("operations", "Calls", operations.clone());
    registry.register("duration_seconds", "Durations", duration.clone());
    let calls = |status| operations.get_or_create_owned(&Labels { operation: "call", status });
    HANDLES.get_or_init(|| Handles { calls: ["success", "error"].map(calls), duration, _registry: registry });
}

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get().expect("it is set up");
    handles.calls[usize::from(failed)].inc();
    handles.duration.observe(started.elapsed().as_secs_f64());
}

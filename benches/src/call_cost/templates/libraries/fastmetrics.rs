// Cached handles of `fastmetrics`.

use std::sync::OnceLock;
use std::time::Instant;

use fastmetrics::derive::LabelSet;
use fastmetrics::metrics::counter::Counter;
use fastmetrics::metrics::family::Family;
use fastmetrics::metrics::histogram::Histogram;
use fastmetrics::registry::Registry;

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
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
    registry.register("operations", "Calls", operations.clone()).unwrap();
    registry.register("duration_seconds", "Durations", duration.clone()).unwrap();
    let calls = |status| operations.with_or_new(&Labels { operation: "call", status }, Counter::clone);
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

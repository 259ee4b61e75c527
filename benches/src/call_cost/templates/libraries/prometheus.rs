// Cached handles of `prometheus`.

use std::sync::OnceLock;
use std::time::Instant;

use prometheus::{Histogram, HistogramOpts, IntCounter, IntCounterVec, Opts};

struct Handles {
    calls: [IntCounter; 2],
    duration: Histogram,
}

static HANDLES: OnceLock<Handles> = OnceLock::new();

pub fn set_up() {
    let operations = IntCounterVec::new(Opts::new("operations_total", "Calls"), &["operation", "status"]).unwrap();
    let duration = HistogramOpts::new("duration_seconds", "Durations").buckets(crate::BOUNDS.to_vec());
    let duration = Histogram::with_opts(duration.const_label("operation", "call")).unwrap();
    prometheus::register(Box::new(operations.clone())).unwrap();
    prometheus::register(Box::new(duration.clone())).unwrap();
    let calls = ["success", "error"].map(|status| operations.with_label_values(&["call", status]));
    HANDLES.get_or_init(|| Handles { calls, duration });
}

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get().expect("it is set up");
    handles.calls[usize::from(failed)].inc();
    handles.duration.observe(started.elapsed().as_secs_f64());
}

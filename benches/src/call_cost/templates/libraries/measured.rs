// Metrics of `measured`, with labels that are an array index.

use std::sync::OnceLock;
use std::time::Instant;

use measured::label::StaticLabelSet;
use measured::metric::histogram::Thresholds;
use measured::{CounterVec, FixedCardinalityLabel, Histogram};

#[derive(Clone, Copy, FixedCardinalityLabel)]
#[label(singleton = "status")]
enum Status {
    Success,
    Error,
}

struct Handles {
    calls: CounterVec<StaticLabelSet<Status>>,
    duration: Histogram<13>,
}

static HANDLES: OnceLock<Handles> = OnceLock::new();

pub fn set_up() {
    let duration = Histogram::with_metadata(Thresholds::with_buckets(crate::BOUNDS));
    HANDLES.get_or_init(|| Handles { calls: CounterVec::new(), duration });
}

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get().expect("it is set up");
    handles.calls.inc(if failed { Status::Error } else { Status::Success });
    handles.duration.observe(started.elapsed().as_secs_f64());
}

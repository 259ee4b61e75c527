// Metrics of `measured`, whose labels are an array's index.

use std::sync::OnceLock;
use std::time::Instant;

use measured::label::StaticLabelSet;
use measured::metric::histogram::Thresholds;
use measured::{CounterVec, FixedCardinalityLabel, Histogram};

const BOUNDS: [f64; 13] = [
    1e-6, 4e-6, 16e-6, 64e-6, 256e-6, 1.024e-3, 4.096e-3, 16.384e-3, 65.536e-3, 0.262_144, 1.048_576, 4.194_304,
    16.777_216,
];

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
    let duration = Histogram::with_metadata(Thresholds::with_buckets(BOUNDS));
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


// Cached handles.

use std::sync::OnceLock;
use std::time::Instant;

use metrics::{Counter, Histogram};

struct Handles {
    calls: [Counter; 2],
    duration: Histogram,
}

static HANDLES: OnceLock<Handles> = OnceLock::new();

impl Handles {
    fn new() -> Self {
        let calls = |status| metrics::counter!("operations_total", "operation" => "call", "status" => status);
        let duration = metrics::histogram!("duration_seconds", "operation" => "call");
        Self { calls: [calls("success"), calls("error")], duration }
    }
}

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get_or_init(Handles::new);
    handles.calls[usize::from(failed)].increment(1);
    handles.duration.record(started.elapsed());
}

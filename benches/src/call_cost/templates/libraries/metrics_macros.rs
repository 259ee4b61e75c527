
// The macros, at each call.

use std::time::Instant;

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let status = if failed { "error" } else { "success" };
    metrics::counter!("operations_total", "operation" => "call", "status" => status).increment(1);
    metrics::histogram!("duration_seconds", "operation" => "call").record(started.elapsed());
}

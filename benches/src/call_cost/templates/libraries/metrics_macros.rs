// The macros of `metrics` at each call, with its exporter for Prometheus.

use std::thread;
use std::time::{Duration, Instant};

use metrics_exporter_prometheus::PrometheusBuilder;

pub fn set_up() {
    install();
}

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let status = if failed { "error" } else { "success" };
    metrics::counter!("operations_total", "operation" => "call", "status" => status).increment(1);
    metrics::histogram!("duration_seconds", "operation" => "call").record(started.elapsed());
}

const BOUNDS: [f64; 13] = [
    1e-6, 4e-6, 16e-6, 64e-6, 256e-6, 1.024e-3, 4.096e-3, 16.384e-3, 65.536e-3, 0.262_144, 1.048_576, 4.194_304,
    16.777_216,
];

fn install() {
    let builder = PrometheusBuilder::new().set_buckets(&BOUNDS).expect("there are bounds");
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).expect("it is the first");
    // As its documentation asks for: without it, a histogram keeps every sample.
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            handle.run_upkeep();
        }
    });
}

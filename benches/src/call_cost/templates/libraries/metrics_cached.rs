// Handles of `metrics` that are made once, with its exporter for Prometheus.

use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use metrics::{Counter, Histogram};
use metrics_exporter_prometheus::PrometheusBuilder;

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

pub fn set_up() {
    install();
}

pub fn start() -> Instant {
    Instant::now()
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get_or_init(Handles::new);
    handles.calls[usize::from(failed)].increment(1);
    handles.duration.record(started.elapsed());
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

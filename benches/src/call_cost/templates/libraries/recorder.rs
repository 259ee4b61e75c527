// The exporter for Prometheus behind the facade `metrics`.

use std::thread;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusBuilder;

pub fn set_up() {
    let builder = PrometheusBuilder::new().set_buckets(&crate::BOUNDS).expect("there are bounds");
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

// The Prometheus exporter of the `metrics` project.

use std::thread;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusBuilder;

pub fn set_up() {
    let builder = PrometheusBuilder::new().set_buckets(&crate::BOUNDS).expect("there are bounds");
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).expect("it is the first");
    // Recommended by its documentation: without it, a histogram stores every sample.
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            handle.run_upkeep();
        }
    });
}

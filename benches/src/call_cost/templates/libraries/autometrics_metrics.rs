// The recorder behind the facade that the annotation counts with.

use std::thread;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusBuilder;

pub fn set_up() {
    install();
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

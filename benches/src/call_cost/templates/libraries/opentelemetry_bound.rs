// Instruments of OpenTelemetry with bound attributes.

use std::sync::OnceLock;
use std::time::Instant;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{BoundCounter, BoundHistogram, MeterProvider as _};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

struct Handles {
    calls: [BoundCounter<u64>; 2],
    duration: BoundHistogram<f64>,
    _provider: SdkMeterProvider,
}

static HANDLES: OnceLock<Handles> = OnceLock::new();

pub fn start() -> Instant {
    Instant::now()
}

pub fn set_up() {
    let reader = PeriodicReader::builder(InMemoryMetricExporter::default()).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build();
    let meter = provider.meter("call");
    let calls = meter.u64_counter("operations").build();
    let duration = meter.f64_histogram("duration").with_boundaries(crate::BOUNDS.to_vec()).build();
    let operation = KeyValue::new("operation", "call");
    let bind = |status| calls.bind(&[operation.clone(), KeyValue::new("status", status)]);
    let (calls, duration) = (["success", "error"].map(bind), duration.bind(&[operation.clone()]));
    HANDLES.get_or_init(|| Handles { calls, duration, _provider: provider });
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get().expect("it is set up");
    handles.calls[usize::from(failed)].add(1);
    handles.duration.record(started.elapsed().as_secs_f64());
}

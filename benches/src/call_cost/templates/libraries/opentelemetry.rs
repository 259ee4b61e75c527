// Instruments of OpenTelemetry, which look up their attributes at each call.

use std::sync::OnceLock;
use std::time::Instant;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram, MeterProvider as _};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

struct Handles {
    calls: Counter<u64>,
    duration: Histogram<f64>,
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
    HANDLES.get_or_init(|| Handles { calls, duration, _provider: provider });
}

pub fn end(started: Instant, failed: bool) {
    let handles = HANDLES.get().expect("it is set up");
    let status = if failed { "error" } else { "success" };
    handles.calls.add(1, &[KeyValue::new("operation", "call"), KeyValue::new("status", status)]);
    handles.duration.record(started.elapsed().as_secs_f64(), &[KeyValue::new("operation", "call")]);
}

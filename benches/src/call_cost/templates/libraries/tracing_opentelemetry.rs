// This repository's runtime, with the layer of `tracing-opentelemetry` and a processor that drops finished spans.

use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry::Context;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, Span, SpanData, SpanProcessor};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[derive(Debug)]
struct Drops;

impl SpanProcessor for Drops {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        drop(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

pub fn set_up() {
    let sampler = Sampler::TraceIdRatioBased(RATIO);
    let provider = SdkTracerProvider::builder().with_span_processor(Drops).with_sampler(sampler).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("bench"));
    tracing_subscriber::registry().with(layer).init();
    let exporter = PrometheusExporter::new();
    let guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init();
    // All live until the program exits.
    std::mem::forget((provider, exporter, guard.expect("nothing else was installed")));
    // Waits for the calibration of the clock.
    std::thread::sleep(Duration::from_millis(500));
}


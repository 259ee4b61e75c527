//! OpenTelemetry's SDK, with an exporter that keeps what it gets.

use std::future::{Future, ready};
use std::sync::{Arc, Mutex};

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, SpanData, SpanExporter};

/// Keeps all spans.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exported(Arc<Mutex<Vec<SpanData>>>);

impl SpanExporter for Exported {
    fn export(&self, batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
        self.0.lock().unwrap().extend(batch);
        ready(Ok(()))
    }
}

impl Exported {
    /// Returns a tracer for a layer of `tracing-opentelemetry`.
    pub(crate) fn tracer(&self) -> SdkTracer {
        let provider = SdkTracerProvider::builder().with_simple_exporter(self.clone()).build();
        provider.tracer("application")
    }

    pub(crate) fn named(&self, name: &str) -> SpanData {
        let spans = self.0.lock().unwrap();
        spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no span `{name}`: {spans:?}")).clone()
    }
}

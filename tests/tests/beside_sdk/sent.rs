//! The spans that a collector has received over OTLP.

use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{ObservabilityManager, OpenTelemetryAdapter};
use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, Signal};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;

/// A manager whose spans are sent to a collector.
pub(crate) struct Sent {
    pub(crate) manager: ObservabilityManager,
    collector: FaultyCollector,
}

impl Sent {
    pub(crate) fn new() -> Self {
        let collector = FaultyCollector::start(Protocol::Http, Fault::None);
        let manager = ObservabilityManager::new();
        let config = OtlpConfig::new().endpoint(collector.endpoint()).service_name("shop");
        manager.register_tracing_adapter(Arc::new(OpenTelemetryAdapter::new(&config).unwrap())).unwrap();
        Self { manager, collector }
    }

    /// Returns the spans so far.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.manager.flush_within(Duration::from_secs(60)));
        let requests = self.collector.accepted(Signal::Traces);
        let decoded = requests.iter().map(|request| ExportTraceServiceRequest::decode(&*request.body).unwrap());
        let scopes = decoded.flat_map(|request| request.resource_spans).flat_map(|resource| resource.scope_spans);
        scopes.flat_map(|scope| scope.spans).collect()
    }

    pub(crate) fn named(&self, name: &str) -> Span {
        let spans = self.spans();
        spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no span `{name}`: {spans:?}")).clone()
    }
}

/// Returns the text of an attribute.
pub(crate) fn attribute<'span>(span: &'span Span, key: &str) -> Option<&'span str> {
    let found = span.attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        other => panic!("{key} is {other:?}"),
    }
}

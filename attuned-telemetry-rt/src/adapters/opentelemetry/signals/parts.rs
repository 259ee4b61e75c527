//! The parts of an adapter, from its settings.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::delivery::Delivery;
use super::metrics::Metrics;
use super::records::Records;
use super::sender::Sender;
use super::spans::Spans;
use crate::adapters::opentelemetry::process::engine_config;
use crate::collect::AttributeValue;
use crate::engine::Engine;
use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::common::resource;
use crate::export::otlp::encode::logs::encoder::LogEncoder;
use crate::export::otlp::encode::traces::encoder::TraceEncoder;
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::metrics::temporality::Temporality;
use crate::export::otlp::settings::resolved::{BatchSettings, SignalSettings};
use crate::export::otlp::settings::transport::OtlpProtocol;
use crate::export::otlp::settings::{OtlpConfigError, OtlpExemplarFilter, OtlpExporter, OtlpSettings, OtlpTemporality};
use crate::export::otlp::signal::OtlpSignal;

/// How one signal is sent.
struct Output {
    sender: Sender,
    format: Format,
    /// The maximum duration of an export.
    timeout: Option<Duration>,
}

/// Returns how a signal is sent, or `None` if it is not exported. A collector takes precedence over the console.
fn output(settings: &OtlpSettings, signal: OtlpSignal) -> Result<Option<Output>, OtlpConfigError> {
    let SignalSettings { exporters, transport, .. } = settings.signal(signal);
    match transport {
        _ if settings.is_disabled => Ok(None),
        Some(transport) => {
            let client = OtlpClient::new(signal, transport).map_err(|error| error.within(signal.name()))?;
            let format = match transport.protocol {
                OtlpProtocol::HttpJson => Format::Json,
                OtlpProtocol::HttpProtobuf | OtlpProtocol::Grpc => Format::Protobuf,
            };
            Ok(Some(Output { sender: Sender::Client(Box::new(client)), format, timeout: Some(transport.timeout) }))
        }
        None if exporters.contains(&OtlpExporter::Console) => {
            Ok(Some(Output { sender: Sender::Console, format: Format::Json, timeout: None }))
        }
        None => Ok(None),
    }
}

fn resource_of(settings: &OtlpSettings) -> impl Iterator<Item = (&str, AttributeValue<'_>)> {
    settings.resource.iter().map(|(key, value)| (key.as_str(), AttributeValue::Text(value)))
}

pub(in crate::adapters::opentelemetry) fn spans(settings: &OtlpSettings) -> Result<Option<Spans>, OtlpConfigError> {
    let Some(Output { sender, format, timeout }) = output(settings, OtlpSignal::Traces)? else { return Ok(None) };
    Ok(Some(Spans {
        sender,
        encoder: Mutex::new(
            TraceEncoder::new(format, resource_of(settings))
                .with_code_location(settings.with_code_location)
                .with_limits(settings.limits),
        ),
        delivery: Delivery::of_batches(timeout, &settings.traces.batch),
    }))
}

pub(in crate::adapters::opentelemetry) fn records(settings: &OtlpSettings) -> Result<Option<Records>, OtlpConfigError> {
    let Some(Output { sender, format, timeout }) = output(settings, OtlpSignal::Logs)? else { return Ok(None) };
    Ok(Some(Records {
        sender,
        encoder: Mutex::new(
            LogEncoder::new(format, resource_of(settings))
                .with_code_location(settings.with_code_location)
                .with_limits(settings.limits),
        ),
        delivery: Delivery::of_batches(timeout, &settings.logs.batch),
    }))
}

pub(in crate::adapters::opentelemetry) fn metrics(settings: &OtlpSettings) -> Result<Option<Metrics>, OtlpConfigError> {
    let Some(Output { sender, format, .. }) = output(settings, OtlpSignal::Metrics)? else { return Ok(None) };
    let BatchSettings { export_timeout, .. } = settings.metrics.batch;
    let temporality = match settings.metric_options.temporality {
        OtlpTemporality::Cumulative => Temporality::Cumulative,
        // There are no counters that are read by a callback, so both are the same.
        OtlpTemporality::Delta | OtlpTemporality::LowMemory => Temporality::Delta,
    };
    Ok(Some(Metrics {
        sender,
        resource: match format {
            Format::Protobuf => resource::encoded::<Protobuf>(resource_of(settings)),
            Format::Json => resource::encoded::<Json>(resource_of(settings)),
        },
        format,
        temporality,
        with_exemplars: settings.metric_options.exemplar_filter != OtlpExemplarFilter::AlwaysOff,
        // The operations have their series in the engine that annotated code uses.
        recordings: Engine::empty(engine_config(settings)),
        has_recorded: AtomicBool::new(false),
        last: Mutex::default(),
        delivery: Delivery::of_metrics(export_timeout, temporality),
    }))
}

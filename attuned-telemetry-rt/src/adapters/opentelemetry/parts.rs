//! The parts of an adapter, from its settings.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use super::logs::Records;
use super::metrics::Metrics;
use super::traces::Spans;
use crate::collect::AttributeValue;
use crate::delivery::{BatchConfig, DeliveryConfig, QueueConfig};
use crate::engine::Engine;
use crate::engine::recorder::config::Config;
use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::common::resource;
use crate::export::otlp::encode::logs::encoder::LogEncoder;
use crate::export::otlp::encode::traces::encoder::TraceEncoder;
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::metrics::temporality::Temporality;
use crate::export::otlp::settings::resolved::BatchSettings;
use crate::export::otlp::settings::transport::{OtlpProtocol, TransportSettings};
use crate::export::otlp::settings::{OtlpConfigError, OtlpExemplarFilter, OtlpSettings, OtlpTemporality};
use crate::export::otlp::signal::OtlpSignal;

/// How one signal is sent, or `None` if it is not exported.
fn transport(settings: &OtlpSettings, signal: OtlpSignal) -> Option<&TransportSettings> {
    if settings.is_disabled { None } else { settings.signal(signal).transport.as_ref() }
}

fn client(signal: OtlpSignal, transport: &TransportSettings) -> Result<OtlpClient, OtlpConfigError> {
    OtlpClient::new(signal, transport).map_err(|error| OtlpConfigError::from(error.within(signal.name())))
}

const fn format(transport: &TransportSettings) -> Format {
    match transport.protocol {
        OtlpProtocol::HttpJson => Format::Json,
        OtlpProtocol::HttpProtobuf | OtlpProtocol::Grpc => Format::Protobuf,
    }
}

fn resource_of(settings: &OtlpSettings) -> impl Iterator<Item = (&str, AttributeValue<'_>)> {
    settings.resource.iter().map(|(key, value)| (key.as_str(), AttributeValue::Text(value)))
}

fn delivery(transport: &TransportSettings, batch: &BatchSettings) -> DeliveryConfig {
    let default = DeliveryConfig::default();
    DeliveryConfig {
        queue: QueueConfig { items: batch.queue_items, ..default.queue },
        batch: BatchConfig { items: batch.batch_items, delay: batch.delay, ..default.batch },
        export_timeout: batch.export_timeout.min(transport.timeout),
        ..default
    }
}

pub(super) fn spans(settings: &OtlpSettings) -> Result<Option<Spans>, OtlpConfigError> {
    let Some(transport) = transport(settings, OtlpSignal::Traces) else { return Ok(None) };
    Ok(Some(Spans {
        client: client(OtlpSignal::Traces, transport)?,
        encoder: Mutex::new(TraceEncoder::new(format(transport), resource_of(settings))),
        delivery: delivery(transport, &settings.traces.batch),
    }))
}

pub(super) fn records(settings: &OtlpSettings) -> Result<Option<Records>, OtlpConfigError> {
    let Some(transport) = transport(settings, OtlpSignal::Logs) else { return Ok(None) };
    Ok(Some(Records {
        client: client(OtlpSignal::Logs, transport)?,
        encoder: Mutex::new(LogEncoder::new(format(transport), resource_of(settings))),
        delivery: delivery(transport, &settings.logs.batch),
    }))
}

pub(super) fn metrics(settings: &OtlpSettings) -> Result<Option<Metrics>, OtlpConfigError> {
    let Some(transport) = transport(settings, OtlpSignal::Metrics) else { return Ok(None) };
    let format = format(transport);
    let BatchSettings { export_timeout, .. } = settings.metrics.batch;
    Ok(Some(Metrics {
        client: client(OtlpSignal::Metrics, transport)?,
        resource: match format {
            Format::Protobuf => resource::encoded::<Protobuf>(resource_of(settings)),
            Format::Json => resource::encoded::<Json>(resource_of(settings)),
        },
        format,
        temporality: match settings.metric_options.temporality {
            OtlpTemporality::Cumulative => Temporality::Cumulative,
            // There are no counters that are read by a callback, so both are the same.
            OtlpTemporality::Delta | OtlpTemporality::LowMemory => Temporality::Delta,
        },
        with_exemplars: settings.metric_options.exemplar_filter != OtlpExemplarFilter::AlwaysOff,
        recordings: Engine::new(Config::default()),
        has_recorded: AtomicBool::new(false),
        // Metrics wait for nothing: the interval of collections is that of the manager.
        delivery: DeliveryConfig { export_timeout, ..DeliveryConfig::default() },
    }))
}

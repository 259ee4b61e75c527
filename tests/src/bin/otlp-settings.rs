//! Resolves the configuration of OTLP in a process of its own, for the tests of environment variables.
//!
//!     otlp-settings [SETTING VALUE]...
//!
//! Prints JSON: the effective settings, warnings and counters, or the error.
#![allow(clippy::unwrap_used, reason = "a program of a test may panic")]

use std::io;
use std::time::Duration;

use attuned_telemetry_rt::export::otlp::{
    OtlpAggregation, OtlpCompression, OtlpConfig, OtlpExemplarFilter, OtlpExporter, OtlpLimits, OtlpLogLevel, OtlpPem,
    OtlpProtocol, OtlpSampler, OtlpSignal, OtlpSignalConfig, OtlpTemporality,
};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use serde_json::{Value, json};

fn main() {
    tracing_subscriber::fmt().with_ansi(false).with_writer(io::stderr).init();
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let config = arguments.chunks(2).fold(OtlpConfig::new(), |config, pair| with(config, &pair[0], &pair[1]));
    let output = match config.resolve() {
        Ok(settings) => {
            settings.report_warnings();
            settings.report_warnings();
            let description: Value = serde_json::from_str(&settings.describe().to_json()).unwrap();
            json!({ "description": description, "page": exporter.render() })
        }
        Err(error) => json!({ "error": error.to_string() }),
    };
    println!("{output}");
}

fn with(config: OtlpConfig, setting: &str, value: &str) -> OtlpConfig {
    for signal in OtlpSignal::ALL {
        if let Some(setting) = setting.strip_prefix(signal.name()).and_then(|rest| rest.strip_prefix('.')) {
            return config.signal(signal, |config| with_signal(config, setting, value));
        }
    }
    if let Some(limit) = setting.strip_prefix("limits.") {
        return config.limits(limits(limit, value.parse().unwrap()));
    }
    match setting {
        "strict" => config.strict(value == "true"),
        "disabled" => config.disabled(value == "true"),
        "service_name" => config.service_name(value),
        "default_service_name" => config.default_service_name(value),
        "log_level" => config.log_level(OtlpLogLevel::Error),
        "propagators" => config.propagators(value.split(',')),
        "sampler" => config.sampler(OtlpSampler::AlwaysOff),
        "sample_rate" => config.sample_rate(value.parse().unwrap()),
        "temporality" => config.temporality(OtlpTemporality::Delta),
        "aggregation" => config.aggregation(OtlpAggregation::ExplicitBuckets),
        "exemplar_filter" => config.exemplar_filter(OtlpExemplarFilter::TraceBased),
        "endpoint" => config.endpoint(value),
        "protocol" => config.protocol(OtlpProtocol::HttpJson),
        "headers" => config.header(value, "canary"),
        "timeout" => config.timeout(milliseconds(value)),
        "compression" => config.compression(OtlpCompression::Gzip),
        "certificate" => config.certificate(file(value)),
        "client_identity" => {
            let (certificate, key) = value.split_once(',').unwrap();
            config.client_identity(file(certificate), file(key))
        }
        "insecure" => config.insecure(value == "true"),
        _ => {
            let name = setting.strip_prefix("resource.").unwrap();
            config.resource_attribute(name, value)
        }
    }
}

fn with_signal(config: OtlpSignalConfig, setting: &str, value: &str) -> OtlpSignalConfig {
    match setting {
        "endpoint" => config.endpoint(value),
        "protocol" => config.protocol(OtlpProtocol::HttpJson),
        "headers" => config.header(value, "canary"),
        "timeout" => config.timeout(milliseconds(value)),
        "compression" => config.compression(OtlpCompression::Gzip),
        "certificate" => config.certificate(file(value)),
        "client_identity" => {
            let (certificate, key) = value.split_once(',').unwrap();
            config.client_identity(file(certificate), file(key))
        }
        "insecure" => config.insecure(value == "true"),
        "exporters" => config.exporters([OtlpExporter::Console]),
        "batch_delay" | "interval" => config.batch_delay(milliseconds(value)),
        "export_timeout" => config.export_timeout(milliseconds(value)),
        "queue_items" => config.queue_items(value.parse().unwrap()),
        "batch_items" => config.batch_items(value.parse().unwrap()),
        _ => unreachable!("{setting}"),
    }
}

fn limits(limit: &str, value: usize) -> OtlpLimits {
    let (mut limits, value) = (OtlpLimits::default(), Some(value));
    match limit {
        "attributes" => limits.attributes = value,
        "value_length" => limits.value_length = value,
        "span_attributes" => limits.span_attributes = value,
        "span_value_length" => limits.span_value_length = value,
        "span_events" => limits.span_events = value,
        "span_links" => limits.span_links = value,
        "event_attributes" => limits.event_attributes = value,
        "link_attributes" => limits.link_attributes = value,
        "log_attributes" => limits.log_attributes = value,
        "log_value_length" => limits.log_value_length = value,
        _ => unreachable!("{limit}"),
    }
    limits
}

fn milliseconds(value: &str) -> Duration {
    Duration::from_millis(value.parse().unwrap())
}

fn file(path: &str) -> OtlpPem {
    OtlpPem::File(path.into())
}

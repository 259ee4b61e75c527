//! The configuration of what is sent.

use std::time::Duration;

use super::config::OtlpConfig;
use super::limits::OtlpLimits;
use crate::export::otlp::settings::choices::{
    OtlpAggregation, OtlpExemplarFilter, OtlpExporter, OtlpLogLevel, OtlpSampler, OtlpTemporality,
};
use crate::export::otlp::signal::OtlpSignal;

impl OtlpConfig {
    /// Sets the name of the service, the resource attribute `service.name`.
    pub fn service_name(mut self, name: impl Into<String>) -> Self {
        self.service_name = Some(name.into());
        self
    }

    /// Sets the version of the service, the resource attribute `service.version`.
    pub fn service_version(mut self, version: impl Into<String>) -> Self {
        self.service_version = Some(version.into());
        self
    }

    /// Sets the name of the service that is used if the environment sets none, usually `env!("CARGO_PKG_NAME")`.
    /// Default: `unknown_service:` and the name of the executable.
    pub fn default_service_name(mut self, name: impl Into<String>) -> Self {
        self.default_service_name = Some(name.into());
        self
    }

    /// Sets the version of the service that is used if the environment sets none, usually `env!("CARGO_PKG_VERSION")`.
    /// Default: no version.
    pub fn default_service_version(mut self, version: impl Into<String>) -> Self {
        self.default_service_version = Some(version.into());
        self
    }

    /// Sets an attribute of the resource. It takes precedence over `OTEL_RESOURCE_ATTRIBUTES`.
    pub fn resource_attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.insert(name.into(), value.into());
        self
    }

    /// Sets which traces are sampled. Default: all that start in this process, and those that the caller samples.
    pub fn sampler(mut self, sampler: OtlpSampler) -> Self {
        self.sampler = Some(sampler);
        self.sample_rate = None;
        self
    }

    /// Sets the sampled share of the traces that start in this process, from 0.0 to 1.0. This sets the sampler
    /// [`OtlpSampler::ParentBasedRatio`]. Default: 1.0.
    pub fn sample_rate(mut self, rate: f64) -> Self {
        self.sample_rate = Some(rate);
        self
    }

    /// Sets the propagators by name: `tracecontext`, `baggage`, `b3`, `b3multi`. With an empty list, nothing is
    /// propagated. Default: `tracecontext` and `baggage`.
    pub fn propagators<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.propagators = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the exporters of a signal. With an empty list, the signal is not exported. Default:
    /// [`Otlp`](OtlpExporter::Otlp).
    pub fn exporters(self, signal: OtlpSignal, exporters: impl IntoIterator<Item = OtlpExporter>) -> Self {
        self.signal(signal, |config| config.exporters(exporters))
    }

    /// Sets the interval at which metrics are exported, at least 100 milliseconds. Default: 1 minute.
    pub fn metrics_interval(self, interval: Duration) -> Self {
        self.signal(OtlpSignal::Metrics, |config| config.batch_delay(interval))
    }

    /// Sets whether spans and log records have the attributes `code.file.path` and `code.line.number`. They make a
    /// request about twice as large before it is compressed. Default: `false`.
    pub fn code_location(mut self, with_location: bool) -> Self {
        self.code_location = with_location;
        self
    }

    /// Sets the limits of attributes, events and links.
    pub fn limits(mut self, limits: OtlpLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets which measurements become exemplars. Default: those within a sampled span.
    pub fn exemplar_filter(mut self, filter: OtlpExemplarFilter) -> Self {
        self.exemplar_filter = Some(filter);
        self
    }

    /// Sets the temporality: whether metrics are sent as totals or as differences. Default: totals.
    pub fn temporality(mut self, temporality: OtlpTemporality) -> Self {
        self.temporality = Some(temporality);
        self
    }

    /// Sets the aggregation of histograms for which no buckets are configured. Default: explicit buckets.
    pub fn aggregation(mut self, aggregation: OtlpAggregation) -> Self {
        self.aggregation = Some(aggregation);
        self
    }

    /// Sets the minimum level of messages about the configuration, which are warnings. Default: `info`.
    pub fn log_level(mut self, level: OtlpLogLevel) -> Self {
        self.log_level = Some(level);
        self
    }

    /// Sets whether the export is disabled: nothing is sent, but context is still propagated. Default: `false`.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = Some(disabled);
        self
    }

    /// Sets whether a mistake in an `OTEL_*` variable is an error. Otherwise, the variable is ignored, and there is a
    /// warning. Default: `false`.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = Some(strict);
        self
    }
}

//! The configuration, and where requests are sent.

use std::collections::BTreeMap;
use std::time::Duration;

use super::limits::OtlpLimits;
use super::pem::OtlpPem;
use super::signal_config::{OtlpSignalConfig, Transport};
use crate::export::otlp::settings::choices::{
    OtlpAggregation, OtlpCompression, OtlpExemplarFilter, OtlpLogLevel, OtlpProtocol, OtlpSampler, OtlpTemporality,
};
use crate::export::otlp::signal::OtlpSignal;

/// The configuration of the export to OpenTelemetry: values that are set in code.
///
/// A value in code takes precedence over `ATTUNED_*` variables, those over `OTEL_*` variables, and those over the
/// defaults. Among `OTEL_*` variables, that of a signal takes precedence over the general one.
///
/// ```
/// use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpSource};
///
/// let settings = OtlpConfig::new()
///     .endpoint("https://collector.internal/otlp")
///     .header("x-api-key", "secret")
///     .default_service_name("shop")
///     .resolve_with_variables([("OTEL_EXPORTER_OTLP_TIMEOUT", "5000")])?;
///
/// let description = settings.describe();
/// assert_eq!(description.value("traces.endpoint"), Some("https://collector.internal/otlp/v1/traces"));
/// assert_eq!(description.value("traces.headers"), Some("x-api-key: ***"));
/// assert_eq!(description.value("resource.service.name"), Some("shop"));
/// let timeout = description.setting("traces.timeout").unwrap();
/// assert_eq!((timeout.value(), timeout.source()), ("5s", OtlpSource::Variable("OTEL_EXPORTER_OTLP_TIMEOUT")));
/// # Ok::<(), attuned_telemetry_rt::export::otlp::OtlpConfigError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a configuration does nothing until it is resolved"]
pub struct OtlpConfig {
    pub(in crate::export::otlp::settings) general: Transport,
    pub(in crate::export::otlp::settings) traces: OtlpSignalConfig,
    pub(in crate::export::otlp::settings) metrics: OtlpSignalConfig,
    pub(in crate::export::otlp::settings) logs: OtlpSignalConfig,
    pub(in crate::export::otlp::settings) service_name: Option<String>,
    pub(in crate::export::otlp::settings) service_version: Option<String>,
    pub(in crate::export::otlp::settings) default_service_name: Option<String>,
    pub(in crate::export::otlp::settings) default_service_version: Option<String>,
    pub(in crate::export::otlp::settings) attributes: BTreeMap<String, String>,
    pub(in crate::export::otlp::settings) sampler: Option<OtlpSampler>,
    pub(in crate::export::otlp::settings) sample_rate: Option<f64>,
    pub(in crate::export::otlp::settings) propagators: Option<Vec<String>>,
    pub(in crate::export::otlp::settings) limits: OtlpLimits,
    pub(in crate::export::otlp::settings) exemplar_filter: Option<OtlpExemplarFilter>,
    pub(in crate::export::otlp::settings) temporality: Option<OtlpTemporality>,
    pub(in crate::export::otlp::settings) aggregation: Option<OtlpAggregation>,
    pub(in crate::export::otlp::settings) log_level: Option<OtlpLogLevel>,
    pub(in crate::export::otlp::settings) disabled: Option<bool>,
    pub(in crate::export::otlp::settings) strict: Option<bool>,
    pub(in crate::export::otlp::settings) code_location: bool,
}

impl OtlpConfig {
    /// Creates a configuration without values. The environment and the defaults apply.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the URL of the collector. The paths of the signals are appended: with `https://collector/otlp`, spans are
    /// sent to `https://collector/otlp/v1/traces`. With gRPC, a path is ignored. Default: `http://localhost:4318`, with
    /// gRPC `http://localhost:4317`.
    ///
    /// User and password of the URL are sent as the header `Authorization`, unless that header is set.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.general.endpoint = Some(url.into());
        self
    }

    /// Sets the URL of one signal, which is used unchanged: no path is appended.
    pub fn signal_endpoint(self, signal: OtlpSignal, url: impl Into<String>) -> Self {
        self.signal(signal, |config| config.endpoint(url))
    }

    /// Changes the settings of one signal.
    pub fn signal(mut self, signal: OtlpSignal, change: impl FnOnce(OtlpSignalConfig) -> OtlpSignalConfig) -> Self {
        let config = match signal {
            OtlpSignal::Traces => &mut self.traces,
            OtlpSignal::Metrics => &mut self.metrics,
            OtlpSignal::Logs => &mut self.logs,
        };
        *config = change(std::mem::take(config));
        self
    }

    /// Sets the protocol. Default: [`HttpProtobuf`](OtlpProtocol::HttpProtobuf).
    pub fn protocol(mut self, protocol: OtlpProtocol) -> Self {
        self.general.protocol = Some(protocol);
        self
    }

    /// Adds a header to all requests. Headers in code replace those of the environment. Values are never shown.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.general.headers.get_or_insert_default().push((name.into(), value.into()));
        self
    }

    /// Sets the maximum duration of one request. Default: 10 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.general.timeout = Some(timeout);
        self
    }

    /// Sets the compression of requests. Default: none.
    pub fn compression(mut self, compression: OtlpCompression) -> Self {
        self.general.compression = Some(compression);
        self
    }

    /// Sets the trusted root certificates, instead of those of the system.
    pub fn certificate(mut self, roots: OtlpPem) -> Self {
        self.general.certificate = Some(roots);
        self
    }

    /// Sets the certificate of the client and its private key.
    pub fn client_identity(mut self, certificate: OtlpPem, key: OtlpPem) -> Self {
        self.general.client_certificate = Some(certificate);
        self.general.client_key = Some(key);
        self
    }

    /// Sets whether a gRPC endpoint without a scheme, such as `collector:4317`, is used without TLS. Default: `false`.
    pub fn insecure(mut self, insecure: bool) -> Self {
        self.general.insecure = Some(insecure);
        self
    }

    /// Returns the configuration of a signal.
    pub(in crate::export::otlp::settings) fn of(&self, signal: OtlpSignal) -> &OtlpSignalConfig {
        match signal {
            OtlpSignal::Traces => &self.traces,
            OtlpSignal::Metrics => &self.metrics,
            OtlpSignal::Logs => &self.logs,
        }
    }
}

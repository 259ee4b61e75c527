//! The configuration of one signal.

use std::fmt;
use std::time::Duration;

use super::pem::OtlpPem;
use crate::export::otlp::settings::choices::{OtlpCompression, OtlpExporter, OtlpProtocol};

/// Settings of one signal. A setting that is not set here has the value in [`OtlpConfig`](super::OtlpConfig), otherwise
/// that of the environment, otherwise the default.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpSignal};
///
/// let settings = OtlpConfig::new()
///     .timeout(Duration::from_secs(5))
///     .signal(OtlpSignal::Traces, |traces| traces.timeout(Duration::from_secs(2)).queue_items(10_000))
///     .resolve_with_variables([("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "1000")])?;
/// let description = settings.describe();
/// assert_eq!(description.value("traces.timeout"), Some("2s"));
/// assert_eq!(description.value("logs.timeout"), Some("5s"));
/// # Ok::<(), attuned_telemetry_rt::export::otlp::OtlpConfigError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct OtlpSignalConfig {
    pub(in crate::export::otlp::settings) transport: Transport,
    pub(in crate::export::otlp::settings) exporters: Option<Vec<OtlpExporter>>,
    pub(in crate::export::otlp::settings) batch_delay: Option<Duration>,
    pub(in crate::export::otlp::settings) export_timeout: Option<Duration>,
    pub(in crate::export::otlp::settings) queue_items: Option<usize>,
    pub(in crate::export::otlp::settings) batch_items: Option<usize>,
}

/// How requests are sent. `Debug` shows no header values and no URL.
#[derive(Clone, Default)]
pub(in crate::export::otlp::settings) struct Transport {
    pub(in crate::export::otlp::settings) endpoint: Option<String>,
    pub(in crate::export::otlp::settings) protocol: Option<OtlpProtocol>,
    pub(in crate::export::otlp::settings) headers: Option<Vec<(String, String)>>,
    pub(in crate::export::otlp::settings) timeout: Option<Duration>,
    pub(in crate::export::otlp::settings) compression: Option<OtlpCompression>,
    pub(in crate::export::otlp::settings) certificate: Option<OtlpPem>,
    pub(in crate::export::otlp::settings) client_certificate: Option<OtlpPem>,
    pub(in crate::export::otlp::settings) client_key: Option<OtlpPem>,
    pub(in crate::export::otlp::settings) insecure: Option<bool>,
}

impl OtlpSignalConfig {
    /// Sets the URL, which is used unchanged: no path is appended.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.transport.endpoint = Some(url.into());
        self
    }

    /// Sets the protocol.
    pub fn protocol(mut self, protocol: OtlpProtocol) -> Self {
        self.transport.protocol = Some(protocol);
        self
    }

    /// Adds a header. If a signal has headers, the headers of [`OtlpConfig`](super::OtlpConfig) and of the environment
    /// are not sent with it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.transport.headers.get_or_insert_default().push((name.into(), value.into()));
        self
    }

    /// Sets the maximum duration of one request.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.transport.timeout = Some(timeout);
        self
    }

    /// Sets the compression of requests.
    pub fn compression(mut self, compression: OtlpCompression) -> Self {
        self.transport.compression = Some(compression);
        self
    }

    /// Sets the trusted root certificates, instead of those of the system.
    pub fn certificate(mut self, roots: OtlpPem) -> Self {
        self.transport.certificate = Some(roots);
        self
    }

    /// Sets the certificate of the client and its private key.
    pub fn client_identity(mut self, certificate: OtlpPem, key: OtlpPem) -> Self {
        self.transport.client_certificate = Some(certificate);
        self.transport.client_key = Some(key);
        self
    }

    /// Sets whether a gRPC endpoint without a scheme is used without TLS.
    pub fn insecure(mut self, insecure: bool) -> Self {
        self.transport.insecure = Some(insecure);
        self
    }

    /// Sets the exporters of the signal. With an empty list, the signal is not exported.
    pub fn exporters(mut self, exporters: impl IntoIterator<Item = OtlpExporter>) -> Self {
        self.exporters = Some(exporters.into_iter().collect());
        self
    }

    /// Sets the maximum time that an item waits until the batch is full. For metrics, it is the interval of exports.
    /// Default: 5 seconds for spans, 1 second for log records, 1 minute for metrics.
    pub fn batch_delay(mut self, delay: Duration) -> Self {
        self.batch_delay = Some(delay);
        self
    }

    /// Sets the maximum duration of one attempt to export a batch. For spans and log records, the
    /// [timeout of a request](Self::timeout) applies if it is shorter. Default: 30 seconds.
    pub fn export_timeout(mut self, timeout: Duration) -> Self {
        self.export_timeout = Some(timeout);
        self
    }

    /// Sets the maximum number of items in the queue. Default: 2,048. For metrics, it is an error: they are read when
    /// they are sent, and do not wait in a queue.
    pub fn queue_items(mut self, items: usize) -> Self {
        self.queue_items = Some(items);
        self
    }

    /// Sets the maximum number of items in a batch, at most [`queue_items`](Self::queue_items). Default: 512. For
    /// metrics, it is an error.
    pub fn batch_items(mut self, items: usize) -> Self {
        self.batch_items = Some(items);
        self
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Option<Vec<_>> =
            self.headers.as_ref().map(|headers| headers.iter().map(|(name, _)| name).collect());
        formatter
            .debug_struct("Transport")
            .field("protocol", &self.protocol)
            .field("headers", &headers)
            .field("timeout", &self.timeout)
            .field("compression", &self.compression)
            .field("certificate", &self.certificate)
            .field("client_certificate", &self.client_certificate)
            .field("client_key", &self.client_key)
            .field("insecure", &self.insecure)
            .finish_non_exhaustive()
    }
}

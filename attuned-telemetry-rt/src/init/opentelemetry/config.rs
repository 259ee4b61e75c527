//! The most important settings.

use crate::export::otlp::OtlpConfig;

/// The most important settings of the export to an OpenTelemetry collector. [`OtlpConfig`] has all of them.
///
/// ```
/// use attuned_telemetry_rt::init::OtelConfig;
///
/// let config = OtelConfig {
///     endpoint: "http://localhost:4318".to_owned(),
///     service_name: "shop".to_owned(),
///     service_version: "1.2.0".to_owned(),
///     sample_rate: 0.1,
/// };
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OtelConfig {
    /// The URL of the collector: `http://localhost:4318`. The paths of the signals, such as `/v1/traces`, are appended.
    pub endpoint: String,
    /// OpenTelemetry's `service.name`.
    pub service_name: String,
    /// OpenTelemetry's `service.version`.
    pub service_version: String,
    /// The share of the traces starting in this process that are sampled, from 0.0 to 1.0. A trace that another process
    /// has started is sampled if that process samples it.
    pub sample_rate: f64,
}

impl From<OtelConfig> for OtlpConfig {
    fn from(config: OtelConfig) -> Self {
        let OtelConfig { endpoint, service_name, service_version, sample_rate } = config;
        let config = Self::new().endpoint(endpoint).service_name(service_name).service_version(service_version);
        config.sample_rate(sample_rate)
    }
}

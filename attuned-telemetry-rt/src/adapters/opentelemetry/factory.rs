//! Creates adapters for collectors.

use std::sync::Arc;

use super::adapter::OpenTelemetryAdapter;
use crate::delivery::SettingError;
use crate::export::otlp::settings::{OtlpConfig, OtlpConfigError, masked_url};

/// Creates [adapters](OpenTelemetryAdapter) from an endpoint and the name of the service. `OTEL_*` variables set
/// everything else.
#[derive(Clone, Copy, Debug)]
pub struct OpenTelemetryAdapterFactory;

/// The port of Jaeger for its own format, which current versions of Jaeger do not accept over HTTP.
const JAEGER_PORT: u16 = 14268;

impl OpenTelemetryAdapterFactory {
    /// Creates an adapter for a collector at `endpoint`, such as `http://localhost:4318`.
    ///
    /// # Errors
    ///
    /// Returns an error that names the setting, its value and what is allowed.
    #[expect(clippy::unused_async, reason = "a connection may be opened here later")]
    pub async fn create_otlp(
        endpoint: String,
        service_name: String,
    ) -> Result<Arc<OpenTelemetryAdapter>, OtlpConfigError> {
        let config = OtlpConfig::new().endpoint(endpoint).service_name(service_name);
        OpenTelemetryAdapter::new(&config).map(Arc::new)
    }

    /// Creates an adapter for Jaeger, which accepts spans over OTLP.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::OpenTelemetryAdapterFactory;
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let endpoint = "http://localhost:4318".to_owned();
    /// let adapter = OpenTelemetryAdapterFactory::create_jaeger(endpoint, "shop".to_owned()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `endpoint` is the one of Jaeger's own format, such as `http://localhost:14268/api/traces`,
    /// or if a setting is not valid.
    pub async fn create_jaeger(
        endpoint: String,
        service_name: String,
    ) -> Result<Arc<OpenTelemetryAdapter>, OtlpConfigError> {
        if is_of_jaeger(&endpoint) {
            let expected = "Jaeger's endpoint for OTLP, such as `http://localhost:4318`: this adapter does not send \
                            Jaeger's own format (Thrift)";
            return Err(SettingError::new("endpoint", masked_url(&endpoint), expected).into());
        }
        Self::create_otlp(endpoint, service_name).await
    }
}

/// Whether a URL is the endpoint of Jaeger's own format.
fn is_of_jaeger(endpoint: &str) -> bool {
    let Ok(uri) = endpoint.trim().parse::<http::Uri>() else { return false };
    uri.port_u16() == Some(JAEGER_PORT) || uri.path().trim_end_matches('/') == "/api/traces"
}

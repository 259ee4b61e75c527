//! The description of effective settings.

use std::fmt;

use super::setting::OtlpSetting;
use super::warning::OtlpWarning;
use crate::core::text::escaped::Escaped;
use crate::core::text::json;

/// The effective settings, where each value comes from, and warnings. Secrets are masked: values of headers, users and
/// passwords, queries of URLs, certificates and keys.
///
/// `Display` writes a line for each setting and each warning:
///
/// ```
/// use attuned_telemetry_rt::export::otlp::OtlpConfig;
///
/// let settings = OtlpConfig::new()
///     .service_name("shop")
///     .resolve_with_variables([("OTEL_EXPORTER_OTLP_ENDPOINT", "https://ada:secret@collector/otlp")])?;
/// let text = settings.describe().to_string();
/// assert!(text.contains(
///     "traces.endpoint = https://***@collector/otlp/v1/traces  (OTEL_EXPORTER_OTLP_ENDPOINT)\n"
/// ));
/// assert!(text.contains("traces.timeout = 10s  (default)\n"));
/// assert!(text.contains("resource.service.name = shop  (code)\n"));
/// # Ok::<(), attuned_telemetry_rt::export::otlp::OtlpConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtlpDescription {
    pub(in crate::export::otlp::settings) settings: Vec<OtlpSetting>,
    pub(in crate::export::otlp::settings) warnings: Vec<OtlpWarning>,
}

impl OtlpDescription {
    /// Returns the settings, always in the same order.
    #[must_use]
    pub fn settings(&self) -> &[OtlpSetting] {
        &self.settings
    }

    /// Returns the warnings.
    #[must_use]
    pub fn warnings(&self) -> &[OtlpWarning] {
        &self.warnings
    }

    /// Returns the setting with this name, such as `traces.endpoint`.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&OtlpSetting> {
        self.settings.iter().find(|setting| setting.name() == name)
    }

    /// Returns the value of the setting with this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.setting(name).map(OtlpSetting::value)
    }

    /// Returns the description as JSON: `{"settings": [{"name", "value", "source"}], "warnings": [{"variable",
    /// "message"}]}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let settings = self.settings.iter().map(|setting| {
            serde_json::json!({
                "name": setting.name(),
                "value": setting.value(),
                "source": setting.source().to_string(),
            })
        });
        let warnings = self
            .warnings
            .iter()
            .map(|warning| serde_json::json!({ "variable": warning.variable(), "message": warning.to_string() }));
        let settings: Vec<_> = settings.collect();
        let warnings: Vec<_> = warnings.collect();
        json::escaped(serde_json::json!({ "settings": settings, "warnings": warnings }).to_string())
    }
}

impl fmt::Display for OtlpDescription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for setting in &self.settings {
            let (name, value) = (Escaped(setting.name()), Escaped(setting.value()));
            writeln!(formatter, "{name} = {value}  ({})", setting.source())?;
        }
        self.warnings.iter().try_for_each(|warning| writeln!(formatter, "warning: {warning}"))
    }
}

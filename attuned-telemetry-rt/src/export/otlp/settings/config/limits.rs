//! Limits in code.

/// Limits of attributes, events and links. What exceeds a limit is left out and counted. If a limit is `None`, the
/// environment sets it, otherwise the default applies. Limits of a number are at most 1,024, and all texts of a span or
/// of a log record together have at most 64 KiB: see [`CollectLimits`](crate::collect::CollectLimits). Links have no
/// attributes.
///
/// Limits above 128 have an effect after
/// [`OpenTelemetryAdapter::apply_settings`](crate::adapters::OpenTelemetryAdapter::apply_settings), which
/// `TelemetryBuilder::with_opentelemetry` calls.
///
/// ```
/// use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpLimits};
///
/// let limits = OtlpLimits { value_length: Some(1_024), span_events: Some(16), ..OtlpLimits::default() };
/// let config = OtlpConfig::new().limits(limits);
/// ```
///
/// Source: <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#attribute-limits>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OtlpLimits {
    /// The maximum number of attributes, unless one of the limits below is set. Default: 128.
    pub attributes: Option<usize>,
    /// The maximum length of a value in characters, unless one of the limits below is set. Default: no limit.
    pub value_length: Option<usize>,
    /// The maximum number of attributes of a span. Default: `attributes`.
    pub span_attributes: Option<usize>,
    /// The maximum length of a value of a span, its events and its links, in characters. Default: `value_length`.
    pub span_value_length: Option<usize>,
    /// The maximum number of events of a span. Default: 128.
    pub span_events: Option<usize>,
    /// The maximum number of links of a span. Default: 128.
    pub span_links: Option<usize>,
    /// The maximum number of attributes of an event. Default: `attributes`.
    pub event_attributes: Option<usize>,
    /// The maximum number of attributes of a link. Default: `attributes`.
    pub link_attributes: Option<usize>,
    /// The maximum number of attributes of a log record. Default: `attributes`.
    pub log_attributes: Option<usize>,
    /// The maximum length of a value of a log record, in characters. Default: `value_length`.
    pub log_value_length: Option<usize>,
}

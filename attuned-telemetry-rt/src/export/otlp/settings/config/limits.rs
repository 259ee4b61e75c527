//! Limits in code.

/// Limits of attributes, events and links. What exceeds a limit is left out and counted. A limit of `None` is taken from
/// the environment, or it is the default. Numbers are at most 1,024, and all texts of a span or of a log record have at
/// most 64 KiB: see [`CollectLimits`](crate::collect::CollectLimits). Links have no attributes.
///
/// A program that does not start with `TelemetryBuilder::with_opentelemetry` raises limits above 128 by
/// [`OpenTelemetryAdapter::apply_settings`](crate::adapters::OpenTelemetryAdapter::apply_settings).
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
    /// The maximum number of attributes of a span.
    pub span_attributes: Option<usize>,
    /// The maximum length of a value of a span, its events and its links, in characters.
    pub span_value_length: Option<usize>,
    /// The maximum number of events of a span. Default: 128.
    pub span_events: Option<usize>,
    /// The maximum number of links of a span. Default: 128.
    pub span_links: Option<usize>,
    /// The maximum number of attributes of an event.
    pub event_attributes: Option<usize>,
    /// The maximum number of attributes of a link.
    pub link_attributes: Option<usize>,
    /// The maximum number of attributes of a log record.
    pub log_attributes: Option<usize>,
    /// The maximum length of a value of a log record, in characters.
    pub log_value_length: Option<usize>,
}

//! The status of a span.

/// The status of a span, as OpenTelemetry defines it. `tracing` spans have it in the field `otel.status_code`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SpanStatus {
    /// The span says neither that it succeeded nor that it failed.
    #[default]
    Unset,
    /// The program has declared the span a success.
    Ok,
    /// The span failed.
    Error,
}

impl SpanStatus {
    /// Returns the status with this code, in upper or lower case.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            _ if code.eq_ignore_ascii_case("error") => Some(Self::Error),
            _ if code.eq_ignore_ascii_case("ok") => Some(Self::Ok),
            _ if code.eq_ignore_ascii_case("unset") => Some(Self::Unset),
            _ => None,
        }
    }
}

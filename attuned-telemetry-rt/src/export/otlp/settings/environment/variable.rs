//! An environment variable.

/// An environment variable that [`OtlpConfig::resolve`](super::super::OtlpConfig::resolve) reads.
///
/// ```
/// use attuned_telemetry_rt::export::otlp::OtlpConfig;
///
/// let timeout = OtlpConfig::variables().find(|variable| variable.name() == "OTEL_EXPORTER_OTLP_TIMEOUT").unwrap();
/// assert_eq!(timeout.default(), "`10000`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtlpVariable {
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) allowed: &'static str,
    pub(super) default: &'static str,
}

impl OtlpVariable {
    /// Returns the name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what is set.
    #[must_use]
    pub const fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// Returns the values that are allowed.
    #[must_use]
    pub const fn allowed(&self) -> &'static str {
        self.allowed
    }

    /// Returns the value that applies if the variable is not set, in backticks, or a description of it.
    #[must_use]
    pub const fn default(&self) -> &'static str {
        self.default
    }
}

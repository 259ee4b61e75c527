//! Warnings about the environment.

use std::fmt;

use crate::core::text::escaped::Escaped;
use crate::delivery::SettingError;

/// A warning about an environment variable, without secrets. Print it with `{warning}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtlpWarning {
    kind: OtlpWarningKind,
    variable: String,
    message: String,
}

/// The kind of a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OtlpWarningKind {
    /// The value is not allowed. The variable, or one item of its list, is ignored. It is counted.
    InvalidValue,
    /// The variable is not supported. It is counted.
    Unsupported,
    /// The variable is unknown and probably misspelt.
    UnknownName,
    /// The value is allowed, but probably a mistake. It is used.
    Suspicious,
}

impl OtlpWarning {
    /// A value that is not allowed.
    pub(in crate::export::otlp::settings) fn invalid(variable: &str, error: &SettingError) -> Self {
        Self::new(OtlpWarningKind::InvalidValue, variable, format!("{error}; it is ignored"))
    }

    pub(in crate::export::otlp::settings) fn new(kind: OtlpWarningKind, variable: &str, message: String) -> Self {
        Self { kind, variable: variable.to_owned(), message }
    }

    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> OtlpWarningKind {
        self.kind
    }

    /// Returns the name of the variable, or of the setting in code.
    #[must_use]
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// Whether the warning is counted by the metric `attuned_telemetry_otel_environment_errors_total`.
    #[must_use]
    pub(super) fn is_counted(&self) -> bool {
        matches!(self.kind, OtlpWarningKind::InvalidValue | OtlpWarningKind::Unsupported)
    }
}

impl fmt::Display for OtlpWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaped(&self.message).fmt(formatter)
    }
}

//! The level of messages about the configuration.

use super::named::Named;

/// The minimum level of messages about the configuration, `OTEL_LOG_LEVEL`. These messages are warnings, so `none` and
/// `error` hide them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OtlpLogLevel {
    /// `none`: no messages.
    None,
    /// `error`
    Error,
    /// `warn`
    Warn,
    /// `info`
    #[default]
    Info,
    /// `debug`
    Debug,
    /// `trace`
    Trace,
}

impl Named for OtlpLogLevel {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::None, "none"),
        (Self::Error, "error"),
        (Self::Warn, "warn"),
        (Self::Info, "info"),
        (Self::Debug, "debug"),
        (Self::Trace, "trace"),
    ];
}

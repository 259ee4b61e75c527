//! The level of a log record.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use tracing::Level;

use crate::core::text::excerpt::Excerpt;

/// The level of a log record. A more severe level is greater.
///
/// ```
/// use attuned_telemetry_rt::adapters::LogLevel;
///
/// assert_eq!("WARN".parse(), Ok(LogLevel::Warn));
/// assert!(LogLevel::Warn > LogLevel::Info);
/// assert_eq!(LogLevel::Warn.to_string(), "warn");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// Details of single steps.
    Trace,
    /// Information for developers.
    Debug,
    /// What the program does.
    #[default]
    Info,
    /// Something unexpected that the program handles.
    Warn,
    /// Something that failed.
    Error,
}

impl LogLevel {
    /// All levels, in ascending order.
    pub const ALL: [Self; 5] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// Returns the level in lower case, as in a configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl From<Level> for LogLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::TRACE => Self::Trace,
            Level::DEBUG => Self::Debug,
            Level::INFO => Self::Info,
            Level::WARN => Self::Warn,
            Level::ERROR => Self::Error,
        }
    }
}

impl From<LogLevel> for Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Trace => Self::TRACE,
            LogLevel::Debug => Self::DEBUG,
            LogLevel::Info => Self::INFO,
            LogLevel::Warn => Self::WARN,
            LogLevel::Error => Self::ERROR,
        }
    }
}

impl FromStr for LogLevel {
    type Err = ParseLogLevelError;

    /// Parses a level, in upper or lower case.
    fn from_str(text: &str) -> Result<Self, ParseLogLevelError> {
        let found = Self::ALL.into_iter().find(|level| level.as_str().eq_ignore_ascii_case(text));
        found.ok_or_else(|| ParseLogLevelError { found: text.to_owned() })
    }
}

/// The error of parsing a [`LogLevel`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseLogLevelError {
    found: String,
}

impl fmt::Display for ParseLogLevelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "unknown level {}, expected one of `trace`, `debug`, `info`, `warn`, `error`",
            Excerpt(&self.found)
        )
    }
}

impl Error for ParseLogLevelError {}

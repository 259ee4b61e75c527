//! Errors of start-up.

use std::error::Error;
use std::fmt;
use std::io;

#[cfg(feature = "adapters")]
use crate::adapters::ManagerError;
use crate::core::text::escaped::Escaped;
use crate::core::text::excerpt::Excerpt;
#[cfg(feature = "otlp")]
use crate::export::otlp::OtlpConfigError;

/// Error of [`TelemetryBuilder::init`](crate::init::TelemetryBuilder::init). Nothing has been installed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InitError {
    /// A setting has an invalid value.
    Setting {
        /// Name of the setting: a field or an environment variable.
        setting: &'static str,
        /// The invalid value.
        value: String,
        /// The allowed values.
        expected: String,
    },
    /// Something that a process can have only once is already installed.
    AlreadyInstalled {
        /// What is already installed.
        what: &'static str,
    },
    /// The manager of the adapters cannot be installed.
    #[cfg(feature = "adapters")]
    Adapters {
        /// Why.
        error: ManagerError,
    },
    /// The configuration of the export to OpenTelemetry is not valid.
    #[cfg(feature = "otlp")]
    OpenTelemetry {
        /// All mistakes.
        error: OtlpConfigError,
    },
    /// A system call failed.
    System {
        /// What failed.
        what: &'static str,
        /// The error message of the system.
        error: String,
    },
}

impl fmt::Display for InitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { setting, value, expected } => {
                write!(formatter, "`{setting}` is {}, expected {expected}", Excerpt(value))
            }
            Self::AlreadyInstalled { what } => {
                write!(
                    formatter,
                    "{what} is already installed and stays in use; initialise telemetry only once, in `main`"
                )
            }
            #[cfg(feature = "adapters")]
            Self::Adapters { error } => write!(formatter, "{error}"),
            #[cfg(feature = "otlp")]
            Self::OpenTelemetry { error } => write!(formatter, "{error}"),
            Self::System { what, error } => {
                let error = Escaped(error);
                write!(formatter, "{what} failed: {error}; check the limits of threads and memory of the process")
            }
        }
    }
}

impl Error for InitError {}

impl InitError {
    /// A thread that could not be started.
    pub(super) fn thread(what: &'static str, error: &io::Error) -> Self {
        Self::System { what, error: error.to_string() }
    }
}

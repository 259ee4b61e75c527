//! Why start-up was refused.

use std::error::Error;
use std::fmt;

use crate::core::text::escaped::Escaped;

/// Why start-up was refused. Nothing of it was installed then.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InitError {
    /// A setting has a value that it cannot have.
    Setting {
        /// The setting's name: a field or an environment variable.
        setting: &'static str,
        /// What it is set to.
        value: String,
        /// What it can be set to.
        expected: String,
    },
    /// The process has one already, and can have only one.
    AlreadyInstalled {
        /// What it has.
        what: &'static str,
    },
    /// The system refused something.
    System {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        error: String,
    },
}

impl fmt::Display for InitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { setting, value, expected } => {
                write!(formatter, "`{setting}` is `{}`, expected {expected}", Escaped(value))
            }
            Self::AlreadyInstalled { what } => {
                write!(
                    formatter,
                    "the process has {what} already; the first one stays: start telemetry once, in `main`"
                )
            }
            Self::System { what, error } => write!(formatter, "{what} failed: {error}"),
        }
    }
}

impl Error for InitError {}

//! Why an exporter cannot be made or installed.

use std::error::Error;
use std::fmt;

use crate::core::text::escaped::Escaped;

/// Why an exporter cannot be made or installed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrometheusError {
    /// A setting has a value that it cannot have.
    Setting {
        /// The setting's name: a method of the builder, and what it is said of.
        setting: String,
        /// What it is set to.
        value: String,
        /// What it can be set to.
        expected: String,
    },
    /// The process has a metrics recorder already, and can have only one.
    AlreadyInstalled,
}

impl fmt::Display for PrometheusError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { setting, value, expected } => {
                write!(formatter, "`{}` is `{value}`, expected {expected}", Escaped(setting))
            }
            Self::AlreadyInstalled => formatter.write_str(
                "the process has a metrics recorder already; the first one stays: install one once, in `main`",
            ),
        }
    }
}

impl Error for PrometheusError {}

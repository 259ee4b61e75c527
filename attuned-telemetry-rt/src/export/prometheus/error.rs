//! The error of building or installing an exporter.

use std::error::Error;
use std::fmt;

use crate::core::text::excerpt::Excerpt;

/// An error of [`PrometheusBuilder::build`](super::PrometheusBuilder::build) or
/// [`PrometheusExporter::install`](super::PrometheusExporter::install).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrometheusError {
    /// A setting of the builder has an invalid value.
    Setting {
        /// The method of the builder, and the metric or prefix that it was called for.
        setting: String,
        /// The invalid value.
        value: String,
        /// The values that are allowed.
        expected: String,
    },
    /// A global metrics recorder is already installed. A process has only one.
    AlreadyInstalled,
}

impl fmt::Display for PrometheusError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { setting, value, expected } => {
                write!(formatter, "{} is {}, expected {expected}", Excerpt(setting), Excerpt(value))
            }
            Self::AlreadyInstalled => formatter.write_str(
                "a global metrics recorder is already installed and stays in use: install only one, in `main`",
            ),
        }
    }
}

impl Error for PrometheusError {}

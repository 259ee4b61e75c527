//! The error of a configuration.

use std::error::Error;
use std::fmt;

use crate::delivery::SettingError;

/// All mistakes in a configuration, at least one. Secrets are masked: print it with `{error}`.
///
/// ```
/// use attuned_telemetry_rt::export::otlp::OtlpConfig;
///
/// let config = OtlpConfig::new().endpoint("ftp://ada:secret@collector").sample_rate(10.0);
/// assert_eq!(
///     config.resolve().unwrap_err().to_string(),
///     "invalid OTLP configuration: `sample_rate` is `10`, expected a number from 0 to 1; `endpoint` is \
///      `ftp://***@collector`, expected a URL such as `http://localhost:4318` or `https://collector/prefix`"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtlpConfigError {
    mistakes: Vec<SettingError>,
}

impl OtlpConfigError {
    /// Returns an error if there are mistakes.
    pub(in crate::export::otlp::settings) fn unless_empty(mistakes: Vec<SettingError>) -> Result<(), Self> {
        if mistakes.is_empty() { Ok(()) } else { Err(Self { mistakes }) }
    }

    /// Returns the mistakes. The field of a mistake in the environment is the name of the variable.
    #[must_use]
    pub fn mistakes(&self) -> &[SettingError] {
        &self.mistakes
    }
}

impl From<SettingError> for OtlpConfigError {
    fn from(mistake: SettingError) -> Self {
        Self { mistakes: vec![mistake] }
    }
}

impl fmt::Display for OtlpConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("invalid OTLP configuration: ")?;
        for (number, mistake) in self.mistakes.iter().enumerate() {
            let separator = if number == 0 { "" } else { "; " };
            write!(formatter, "{separator}{mistake}")?;
        }
        Ok(())
    }
}

impl Error for OtlpConfigError {}

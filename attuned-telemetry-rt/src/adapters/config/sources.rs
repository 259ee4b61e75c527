//! Where a configuration is read from, and its validation.

use std::ffi::OsString;

use super::config::ObservabilityConfig;
use super::error::ConfigError;
use super::fields::settings;
use super::{document, environment};

impl ObservabilityConfig {
    /// Reads a configuration from JSON.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes: wrong JSON, fields that are unknown or set twice, and values that are not
    /// allowed.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        document::read(&document::json(json)?)
    }

    /// Reads a configuration from TOML.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes: wrong TOML, unknown fields, and values that are not allowed.
    pub fn from_toml(toml: &str) -> Result<Self, ConfigError> {
        document::read(&document::toml(toml)?)
    }

    /// Returns the default, with overrides from the environment variables of the process.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes. A variable that begins with `ATTUNED_OBSERVABILITY_` but belongs to no field
    /// is a mistake.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::default().with_env()
    }

    /// Returns this configuration with overrides from the environment variables of the process.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes, those of this configuration included.
    pub fn with_env(self) -> Result<Self, ConfigError> {
        self.with_variables(std::env::vars_os())
    }

    /// Returns this configuration with overrides from the given environment variables.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityConfig};
    ///
    /// let variables = [("ATTUNED_OBSERVABILITY_LOG_LEVEL", "debug")];
    /// let config = ObservabilityConfig::default().with_variables(variables)?;
    /// assert_eq!(config.log_level, LogLevel::Debug);
    /// # Ok::<_, attuned_telemetry_rt::adapters::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes, those of this configuration included.
    pub fn with_variables<N: Into<OsString>, V: Into<OsString>>(
        self,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, ConfigError> {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        environment::read(self, variables)
    }

    /// Checks all fields.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use attuned_telemetry_rt::adapters::ObservabilityConfig;
    ///
    /// let config = ObservabilityConfig { health_interval: Duration::ZERO, ..ObservabilityConfig::default() };
    /// assert_eq!(
    ///     config.validate().unwrap_err().to_string(),
    ///     "invalid configuration: `health_interval` is `0s`, expected a duration from `100ms` to `1h`"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes.
    pub fn validate(&self) -> Result<(), ConfigError> {
        ConfigError::unless_empty(settings::mistakes_of(self, &[]))
    }
}

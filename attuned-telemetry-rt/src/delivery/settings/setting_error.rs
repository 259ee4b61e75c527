//! Errors of settings.

use std::error::Error;
use std::fmt::{self, Display};

use crate::core::text::excerpt::Excerpt;

/// A setting has a value that is not allowed. Print it with `{error}`:
///
/// ```
/// use attuned_telemetry_rt::delivery::CircuitBreakerConfig;
///
/// let config = CircuitBreakerConfig { failure_rate: 1.5, ..CircuitBreakerConfig::default() };
/// let error = config.validate().unwrap_err();
/// assert_eq!(error.to_string(), "`failure_rate` is `1.5`, expected a number above 0 and at most 1");
/// assert_eq!(error.field(), "failure_rate");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingError {
    field: String,
    value: String,
    expected: String,
}

impl SettingError {
    /// Creates an error. `expected` completes the sentence "`field` is `value`, expected …".
    pub(crate) fn new(field: &str, value: impl Display, expected: impl Into<String>) -> Self {
        Self { field: field.to_owned(), value: value.to_string(), expected: expected.into() }
    }

    /// Returns the error of the same setting inside of a group of settings: `failure_rate` within `circuit_breaker` is
    /// `circuit_breaker.failure_rate`.
    #[must_use]
    pub(crate) fn within(self, group: &str) -> Self {
        Self { field: format!("{group}.{}", self.field), ..self }
    }

    /// Returns the name of the setting, with the names of its groups in front: `circuit_breaker.failure_rate`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the value that is not allowed, as text.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns a description of the values that are allowed.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl Display for SettingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, expected } = self;
        write!(formatter, "`{field}` is {}, expected {expected}", Excerpt(value))
    }
}

impl Error for SettingError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_group_of_its_setting() {
        let error = SettingError::new("jitter", 2.0, "a number from 0 to 1").within("circuit_breaker");
        assert_eq!(error.field(), "circuit_breaker.jitter");
        assert_eq!(error.to_string(), "`circuit_breaker.jitter` is `2`, expected a number from 0 to 1");
    }

    #[test]
    fn a_value_with_control_characters_is_escaped() {
        let text = SettingError::new("name", "a\n\u{1b}[31mb", "letters").to_string();
        assert!(!text.contains(['\n', '\u{1b}']), "{text}");
    }
}

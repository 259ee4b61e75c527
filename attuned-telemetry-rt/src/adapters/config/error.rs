//! The error of a configuration.

use std::error::Error;
use std::fmt;

use crate::core::text::escaped::Escaped;
use crate::core::text::excerpt::Excerpt;

/// The error of reading or validating an [`ObservabilityConfig`](super::config::ObservabilityConfig): all mistakes in
/// it, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    mistakes: Vec<ConfigMistake>,
}

/// A mistake in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigMistake {
    /// The value of a field is not allowed.
    Value {
        /// The path of the field, such as `delivery.queue.items`, or the name of the environment variable.
        field: String,
        /// The value.
        value: String,
        /// The values that are allowed.
        expected: String,
    },
    /// There is no such field.
    UnknownField {
        /// The path of the field, or the name of the environment variable.
        field: String,
        /// The known field with the most similar name, if there is one.
        similar: Option<String>,
        /// The known fields at this place.
        known: Vec<String>,
    },
    /// The text is not JSON or TOML.
    Syntax {
        /// `JSON` or `TOML`.
        format: &'static str,
        /// The place and the reason.
        error: String,
    },
}

impl ConfigError {
    /// Returns the mistakes: those in a document or in variables in alphabetical order, then those between fields.
    #[must_use]
    pub fn mistakes(&self) -> &[ConfigMistake] {
        &self.mistakes
    }

    /// Returns an error if there are mistakes.
    pub(super) fn unless_empty(mistakes: Vec<ConfigMistake>) -> Result<(), Self> {
        if mistakes.is_empty() { Ok(()) } else { Err(Self { mistakes }) }
    }
}

impl From<ConfigMistake> for ConfigError {
    fn from(mistake: ConfigMistake) -> Self {
        Self { mistakes: vec![mistake] }
    }
}

impl ConfigMistake {
    /// Returns the path of the field or the name of the environment variable, if the mistake belongs to one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Value { field, .. } | Self::UnknownField { field, .. } => Some(field),
            Self::Syntax { .. } => None,
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mistakes: Vec<_> = self.mistakes.iter().map(ToString::to_string).collect();
        write!(formatter, "invalid configuration: {}", mistakes.join("; "))
    }
}

impl fmt::Display for ConfigMistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { field, value, expected } => {
                write!(formatter, "{} is {}, expected {expected}", Excerpt(field), Excerpt(value))
            }
            Self::UnknownField { field, similar: Some(similar), .. } => {
                write!(formatter, "unknown field {} (did you mean `{similar}`?)", Excerpt(field))
            }
            Self::UnknownField { field, similar: None, known } => {
                write!(formatter, "unknown field {}, expected one of `{}`", Excerpt(field), known.join("`, `"))
            }
            Self::Syntax { format, error } => write!(formatter, "the text is not {format}: {}", Escaped(error)),
        }
    }
}

impl Error for ConfigError {}

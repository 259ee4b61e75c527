//! A field of the configuration.

use serde_json::Value;

use super::rules::Rule;
use crate::adapters::config::config::ObservabilityConfig;
use crate::adapters::config::error::ConfigMistake;

/// A field of the configuration, whatever its type is.
pub(in crate::adapters::config) trait Setting: Sync {
    /// Returns the path of the field: `delivery.queue.items`.
    fn path(&self) -> &'static str;

    /// Sets the field from a document or an environment variable. `field` is what a mistake calls it.
    fn set(&self, config: &mut ObservabilityConfig, field: &str, given: Given<'_>) -> Result<(), ConfigMistake>;

    /// Checks the value of the field. The configuration is not changed.
    fn check(&self, config: &mut ObservabilityConfig) -> Result<(), ConfigMistake>;
}

/// A value that was given for a field.
#[derive(Clone, Copy)]
pub(in crate::adapters::config) enum Given<'given> {
    /// In a document.
    Document(&'given Value),
    /// In an environment variable.
    Text(&'given str),
}

/// A field with the values that are allowed in it.
pub(in crate::adapters::config) struct Field<R: Rule> {
    pub(in crate::adapters::config) path: &'static str,
    pub(in crate::adapters::config) rule: R,
    pub(in crate::adapters::config) of: fn(&mut ObservabilityConfig) -> &mut R::Value,
}

impl<R: Rule> Setting for Field<R> {
    fn path(&self) -> &'static str {
        self.path
    }

    fn set(&self, config: &mut ObservabilityConfig, field: &str, given: Given<'_>) -> Result<(), ConfigMistake> {
        let value = match given {
            Given::Document(value) => self.rule.of_document(value),
            Given::Text(text) => self.rule.of_text(text.trim()),
        };
        match value.filter(|value| self.rule.allows(value)) {
            Some(value) => *(self.of)(config) = value,
            None => return Err(wrong(field, given.shown(), self.rule.expected())),
        }
        Ok(())
    }

    fn check(&self, config: &mut ObservabilityConfig) -> Result<(), ConfigMistake> {
        let value = &*(self.of)(config);
        if self.rule.allows(value) {
            return Ok(());
        }
        Err(wrong(self.path, self.rule.shown(value), self.rule.expected()))
    }
}

impl Given<'_> {
    /// Returns the value as it was written, without the quotes of a text.
    pub(in crate::adapters::config) fn shown(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Document(Value::String(text)) => text.clone(),
            Self::Document(value) => value.to_string(),
        }
    }
}

pub(in crate::adapters::config) fn wrong(field: &str, value: String, expected: String) -> ConfigMistake {
    ConfigMistake::Value { field: field.to_owned(), value, expected }
}

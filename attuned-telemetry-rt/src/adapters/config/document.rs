//! Reads a configuration from a JSON or TOML document.

use serde_json::{Map, Value};

use super::config::ObservabilityConfig;
use super::error::{ConfigError, ConfigMistake};
use super::fields::setting::{Given, wrong};
use super::fields::settings::{self, ADAPTER_CONFIGS, SETTINGS};
use super::json_object;
use crate::core::text::similar::similar;

/// Parses JSON.
pub(super) fn json(text: &str) -> Result<Value, ConfigError> {
    json_object::parse(text).map_err(|error| syntax("JSON", &error.to_string()))
}

/// Parses TOML.
pub(super) fn toml(text: &str) -> Result<Value, ConfigError> {
    let table: toml::Table = text.parse().map_err(|error| syntax("TOML", &place_in(text, &error)))?;
    Ok(value_of_toml(toml::Value::Table(table)))
}

/// Returns the message of an error with its place, without the text there, which may be a secret.
fn place_in(text: &str, error: &toml::de::Error) -> String {
    let message = error.message();
    let Some(before) = error.span().and_then(|span| text.get(..span.start)) else { return message.to_owned() };
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!("{message} at line {line} column {column}")
}

fn syntax(format: &'static str, error: &str) -> ConfigError {
    ConfigMistake::Syntax { format, error: error.to_owned() }.into()
}

/// Converts a value of TOML. Dates, and numbers that JSON does not have, become text.
fn value_of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => {
            serde_json::Number::from_f64(number).map_or_else(|| number.to_string().into(), Value::Number)
        }
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(value_of_toml).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(name, value)| (name, value_of_toml(value))).collect::<Map<_, _>>().into()
        }
    }
}

/// Returns the kind of a value, instead of a value that may contain secrets.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a Boolean value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Reads a configuration. Fields that are not in the document have their default.
pub(super) fn read(document: &Value) -> Result<ObservabilityConfig, ConfigError> {
    let mut reader = Reader { config: ObservabilityConfig::default(), mistakes: Vec::new() };
    reader.group("", document);
    let Reader { config, mut mistakes } = reader;
    mistakes.extend(settings::mistakes_of(&config, &mistakes));
    ConfigError::unless_empty(mistakes)?;
    Ok(config)
}

struct Reader {
    config: ObservabilityConfig,
    mistakes: Vec<ConfigMistake>,
}

impl Reader {
    /// Reads the fields of a group. Its path is empty or ends with a dot: `delivery.queue.`
    fn group(&mut self, path: &str, value: &Value) {
        let Some(members) = value.as_object() else {
            let path = if path.is_empty() { "the document" } else { path.trim_end_matches('.') };
            let expected = "an object with fields".to_owned();
            self.mistakes.push(wrong(path, Given::Document(value).shown(), expected));
            return;
        };
        for (name, value) in members {
            let field = format!("{path}{name}");
            if name.contains('.') {
                // A name is not a path.
                self.unknown(path, name, field);
            } else if let Some(setting) = SETTINGS.iter().find(|setting| setting.path() == field) {
                let set = setting.set(&mut self.config, &field, Given::Document(value));
                self.mistakes.extend(set.err());
            } else if field == ADAPTER_CONFIGS {
                self.adapter_configs(value);
            } else if names(&format!("{field}.")).next().is_some() {
                self.group(&format!("{field}."), value);
            } else {
                self.unknown(path, name, field);
            }
        }
    }

    fn adapter_configs(&mut self, value: &Value) {
        match value.as_object() {
            Some(configs) => {
                let configs = configs.iter().map(|(name, config)| (name.clone(), config.clone()));
                self.config.adapter_configs = configs.collect();
            }
            None => {
                let expected = "an object with a member for each adapter".to_owned();
                self.mistakes.push(wrong(ADAPTER_CONFIGS, kind(value).to_owned(), expected));
            }
        }
    }

    fn unknown(&mut self, path: &str, name: &str, field: String) {
        let mut known: Vec<_> = names(path).collect();
        known.dedup();
        if path.is_empty() {
            known.push(ADAPTER_CONFIGS);
        }
        let similar = similar(name, known.iter().copied()).map(str::to_owned);
        let known = known.into_iter().map(str::to_owned).collect();
        self.mistakes.push(ConfigMistake::UnknownField { field, similar, known });
    }
}

/// Returns the names of the fields and groups of a group. Those of a group follow each other.
fn names(path: &str) -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().filter_map(move |setting| setting.path().strip_prefix(path)?.split('.').next())
}

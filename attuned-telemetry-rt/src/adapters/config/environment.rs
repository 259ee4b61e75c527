//! Reads overrides of a configuration from environment variables.

use std::ffi::OsString;

use serde_json::Value;

use super::config::ObservabilityConfig;
use super::error::{ConfigError, ConfigMistake};
use super::fields::setting::{Given, wrong};
use super::fields::settings::{self, ADAPTER_CONFIGS, SETTINGS};
use super::{document, json_object};
use crate::core::text::similar::similar;

const PREFIX: &str = "ATTUNED_OBSERVABILITY_";

/// Returns the configuration with overrides. The variables of other programs are ignored, and empty ones.
pub(super) fn read(
    mut config: ObservabilityConfig,
    variables: impl Iterator<Item = (OsString, OsString)>,
) -> Result<ObservabilityConfig, ConfigError> {
    let named = variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let mut given: Vec<_> = named.filter(|(name, value)| name.starts_with(PREFIX) && !value.is_empty()).collect();
    // The order of variables is arbitrary. That of the mistakes is not.
    given.sort();
    let mut mistakes: Vec<_> =
        given.into_iter().filter_map(|(name, value)| set(&mut config, name, value).err()).collect();
    mistakes.extend(settings::mistakes_of(&config, &mistakes));
    ConfigError::unless_empty(mistakes)?;
    Ok(config)
}

fn set(config: &mut ObservabilityConfig, name: String, value: OsString) -> Result<(), ConfigMistake> {
    let value = value
        .into_string()
        .map_err(|value| wrong(&name, value.to_string_lossy().into_owned(), "UTF-8 text".to_owned()))?;
    if name == variable(ADAPTER_CONFIGS) {
        return adapter_configs(config, &name, &value);
    }
    match SETTINGS.iter().find(|setting| variable(setting.path()) == name) {
        Some(setting) => setting.set(config, &name, Given::Text(&value)),
        None => Err(unknown(name)),
    }
}

/// `delivery.queue.items` → `ATTUNED_OBSERVABILITY_DELIVERY_QUEUE_ITEMS`
fn variable(path: &str) -> String {
    format!("{PREFIX}{}", path.replace('.', "_").to_ascii_uppercase())
}

/// A mistake does not show the value, because it may contain secrets.
fn adapter_configs(config: &mut ObservabilityConfig, name: &str, value: &str) -> Result<(), ConfigMistake> {
    let found = match json_object::parse(value) {
        Ok(Value::Object(configs)) => {
            config.adapter_configs.extend(configs);
            return Ok(());
        }
        Ok(other) => document::kind(&other).to_owned(),
        Err(error) => format!("not JSON: {error}"),
    };
    Err(wrong(name, found, "a JSON object with a member for each adapter".to_owned()))
}

fn unknown(field: String) -> ConfigMistake {
    let known: Vec<_> = SETTINGS.iter().map(|setting| setting.path()).chain([ADAPTER_CONFIGS]).map(variable).collect();
    // The prefix is left out, because only the rest tells names apart.
    let rests = known.iter().map(|name| &name[PREFIX.len()..]);
    let similar = similar(&field[PREFIX.len()..], rests).map(|rest| format!("{PREFIX}{rest}"));
    ConfigMistake::UnknownField { field, similar, known }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_fields_have_the_same_variable() {
        let names: HashSet<_> = SETTINGS.iter().map(|setting| variable(setting.path())).collect();
        assert_eq!(names.len(), SETTINGS.len());
        assert!(!names.contains(&variable(ADAPTER_CONFIGS)));
    }
}

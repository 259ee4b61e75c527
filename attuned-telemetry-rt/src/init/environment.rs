//! The environment variables that start-up reads.

use std::env::{self, VarError};

use tracing_subscriber::EnvFilter;

use super::error::InitError;
use super::tracing_config::{TracingConfig, TracingFormat};
use crate::core::text::excerpt::Excerpt;

const LEVELS: [&str; 6] = ["trace", "debug", "info", "warn", "error", "off"];

impl TracingConfig {
    /// Returns the default, with overrides from the environment:
    ///
    /// | variable | value |
    /// |---|---|
    /// | `ATTUNED_LOG_FORMAT` | `json`, `pretty` or `compact` |
    /// | `ATTUNED_LOG_LEVEL` | a level or directives, like [`level`](Self::level) |
    /// | `ATTUNED_SERVICE_NAME` | any text that is not blank |
    ///
    /// An empty variable is ignored. Other variables that begin with `ATTUNED_LOG_` are errors, because they are
    /// probably misspelt.
    ///
    /// # Errors
    ///
    /// Returns [`InitError::Setting`] if a variable has an invalid value or an unknown name.
    pub fn from_env() -> Result<Self, InitError> {
        check_names()?;
        let mut config = Self::default();
        if let Some(format) = variable("ATTUNED_LOG_FORMAT")? {
            config.format = match format.to_ascii_lowercase().as_str() {
                "json" => TracingFormat::Json,
                "pretty" => TracingFormat::Pretty,
                "compact" => TracingFormat::Compact,
                _ => return Err(setting("ATTUNED_LOG_FORMAT", format, "one of `json`, `pretty`, `compact`")),
            };
        }
        if let Some(level) = variable("ATTUNED_LOG_LEVEL")? {
            parse_filter("ATTUNED_LOG_LEVEL", &level)?;
            config.level = level;
        }
        if let Some(service_name) = variable("ATTUNED_SERVICE_NAME")? {
            check_service_name("ATTUNED_SERVICE_NAME", &service_name)?;
            config.service_name = service_name;
        }
        Ok(config)
    }

    /// Returns the filter from `RUST_LOG`, or from `level` if that is not set. Both must be valid, so that a mistake in
    /// one of them is found before the other one is removed.
    pub(super) fn filter(&self) -> Result<EnvFilter, InitError> {
        let level = parse_filter("level", &self.level)?;
        variable("RUST_LOG")?.map_or(Ok(level), |directives| parse_filter("RUST_LOG", &directives))
    }

    /// Checks the settings that are not parsed.
    pub(super) fn check(&self) -> Result<(), InitError> {
        check_service_name("service_name", &self.service_name)
    }
}

fn check_service_name(name: &'static str, value: &str) -> Result<(), InitError> {
    if value.trim().is_empty() {
        return Err(setting(name, value.to_owned(), "a name, such as `shop`"));
    }
    Ok(())
}

/// Checks that there is no misspelt variable.
fn check_names() -> Result<(), InitError> {
    let known = ["ATTUNED_LOG_FORMAT", "ATTUNED_LOG_LEVEL"];
    let names = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let unknown = names.filter(|name| name.starts_with("ATTUNED_LOG_") && !known.contains(&name.as_str())).min();
    let expected = "one of the variables `ATTUNED_LOG_FORMAT`, `ATTUNED_LOG_LEVEL`";
    unknown.map_or(Ok(()), |name| Err(setting("ATTUNED_LOG_…", name, expected)))
}

/// Whether `NO_COLOR` is unset or empty. Source: <https://no-color.org>
pub(super) fn allows_color() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Returns the value of an environment variable, if it is set and not empty.
fn variable(name: &'static str) -> Result<Option<String>, InitError> {
    match env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(value)) => Err(setting(name, value.to_string_lossy().into_owned(), "UTF-8 text")),
    }
}

/// Parses a level or directives. A single word must be a level: as a directive it would be a module name, so a misspelt
/// level would disable all other logs. A directive that `EnvFilter` would understand differently is refused, too.
fn parse_filter(name: &'static str, text: &str) -> Result<EnvFilter, InitError> {
    let parts: Vec<_> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let wrong = parts.iter().find(|part| !is_level(part) && !is_directive(part));
    if wrong.is_some() || parts.is_empty() {
        let named =
            wrong.filter(|part| **part != text).map_or(String::new(), |part| format!(", found {}", Excerpt(part)));
        return Err(setting(name, text.to_owned(), &format!("{LEVELS_OR_DIRECTIVES}{named}")));
    }
    EnvFilter::try_new(parts.join(","))
        .map_err(|error| setting(name, text.to_owned(), &format!("directives like `info,hyper=warn` ({error})")))
}

const LEVELS_OR_DIRECTIVES: &str =
    "one of `trace`, `debug`, `info`, `warn`, `error`, `off`, or directives like `info,hyper=warn`";

fn is_level(word: &str) -> bool {
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word))
}

/// Whether the text is a directive for a target or a span: `hyper=warn`, `shop[buy]=debug`, `[buy]`. A target with a
/// space or a semicolon is a list with a wrong separator: `info hyper=warn`.
fn is_directive(text: &str) -> bool {
    let target = text.split(['=', '[']).next().unwrap_or_default();
    text.contains(['=', '['])
        && !target.contains(|letter: char| letter.is_whitespace() || letter == ';')
        && !text.ends_with('=')
}

fn setting(setting: &'static str, value: String, expected: &str) -> InitError {
    InitError::Setting { setting, value, expected: expected.to_owned() }
}

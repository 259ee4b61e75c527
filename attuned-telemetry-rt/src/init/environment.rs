//! The environment variables that start-up reads.

use std::env::{self, VarError};

use tracing_subscriber::EnvFilter;

use super::error::InitError;
use super::tracing_config::{TracingConfig, TracingFormat};

const LEVELS: [&str; 6] = ["trace", "debug", "info", "warn", "error", "off"];

impl TracingConfig {
    /// Returns the default, with overrides from the environment:
    ///
    /// | variable | value |
    /// |---|---|
    /// | `ATTUNED_LOG_FORMAT` | `json`, `pretty` or `compact` |
    /// | `ATTUNED_LOG_LEVEL` | a level or directives, like [`level`](Self::level) |
    /// | `ATTUNED_SERVICE_NAME` | any text |
    ///
    /// An empty variable is ignored.
    ///
    /// # Errors
    ///
    /// Returns [`InitError::Setting`] if a variable has an invalid value.
    pub fn from_env() -> Result<Self, InitError> {
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
            parse_level("ATTUNED_LOG_LEVEL", &level)?;
            config.level = level;
        }
        if let Some(service_name) = variable("ATTUNED_SERVICE_NAME")? {
            config.service_name = service_name;
        }
        Ok(config)
    }

    /// Returns the filter from `RUST_LOG`, or from `level` if that is not set.
    pub(super) fn filter(&self) -> Result<EnvFilter, InitError> {
        match variable("RUST_LOG")? {
            Some(directives) => parse_directives("RUST_LOG", &directives),
            None => parse_level("level", &self.level),
        }
    }
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
/// level would disable all other logs.
fn parse_level(name: &'static str, level: &str) -> Result<EnvFilter, InitError> {
    let is_level = |word: &str| LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word));
    let parts: Vec<_> = level.split(',').map(str::trim).collect();
    if parts.iter().any(|part| !part.contains(['=', '[']) && !is_level(part)) {
        let expected = "one of `trace`, `debug`, `info`, `warn`, `error`, `off`, or directives like `info,hyper=warn`";
        return Err(setting(name, level.to_owned(), expected));
    }
    parse_directives(name, &parts.join(","))
}

fn parse_directives(name: &'static str, directives: &str) -> Result<EnvFilter, InitError> {
    EnvFilter::try_new(directives)
        .map_err(|error| setting(name, directives.to_owned(), &format!("directives like `info,hyper=warn` ({error})")))
}

fn setting(setting: &'static str, value: String, expected: &str) -> InitError {
    InitError::Setting { setting, value, expected: expected.to_owned() }
}

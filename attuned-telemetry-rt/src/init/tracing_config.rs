//! How logs are written.

use std::env::{self, VarError};

use tracing_subscriber::EnvFilter;

use super::error::InitError;

/// How a log line looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TracingFormat {
    /// One JSON object a line, for machines.
    Json,
    /// An event over several lines: what happened, in which spans, where. For people at a terminal.
    #[default]
    Pretty,
    /// One line of text.
    Compact,
}

/// How logs are written, to standard error.
///
/// ```
/// use attuned_telemetry_rt::init::{TracingConfig, TracingFormat};
///
/// let config = TracingConfig { format: TracingFormat::Json, ..TracingConfig::default() };
/// assert_eq!(config.level, "info");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracingConfig {
    /// How a line looks.
    pub format: TracingFormat,
    /// The least level that is logged, or directives: `info,hyper=warn`. `RUST_LOG` goes before it.
    pub level: String,
    /// `service.name`, by which OpenTelemetry knows the program.
    pub service_name: String,
    /// Whether a line shows the module that logged it.
    pub include_target: bool,
    /// Whether a line shows the file and the line that logged it.
    pub include_file_line: bool,
}

impl Default for TracingConfig {
    /// Pretty, level `info`, with targets, without files. The service is `unknown_service`, as OpenTelemetry says.
    fn default() -> Self {
        Self {
            format: TracingFormat::default(),
            level: "info".to_owned(),
            service_name: "unknown_service".to_owned(),
            include_target: true,
            include_file_line: false,
        }
    }
}

const LEVELS: [&str; 6] = ["trace", "debug", "info", "warn", "error", "off"];

impl TracingConfig {
    /// The default, with what `ATTUNED_LOG_FORMAT` (`json`, `pretty`, `compact`), `ATTUNED_LOG_LEVEL` and
    /// `ATTUNED_SERVICE_NAME` say. A variable that is empty counts as not set.
    ///
    /// # Errors
    ///
    /// If a variable is set to something that it cannot be.
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

    /// The filter that `RUST_LOG` asks for, or else the level.
    pub(super) fn filter(&self) -> Result<EnvFilter, InitError> {
        match variable("RUST_LOG")? {
            Some(directives) => parse_directives("RUST_LOG", &directives),
            None => parse_level("level", &self.level),
        }
    }
}

/// An environment variable's value, if it is set and not empty.
fn variable(name: &'static str) -> Result<Option<String>, InitError> {
    match env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(value)) => Err(setting(name, value.to_string_lossy().into_owned(), "text in UTF-8")),
    }
}

/// A level or directives. A single word must be a level: as a directive it would be a module's name, and a misspelt
/// level would switch everything else off.
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

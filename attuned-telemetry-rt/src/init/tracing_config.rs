//! The configuration of logs.

/// Format of log lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TracingFormat {
    /// One JSON object per line, for log collectors. No object has the same key twice: a field whose name is taken,
    /// such as a field `name` of a span, has the prefix `field.`.
    Json,
    /// Several lines per event, with its spans and its trace on lines of their own, for a terminal.
    #[default]
    Pretty,
    /// One line of text per event.
    Compact,
}

/// Configuration of logs, which are written to standard error.
///
/// ```
/// use attuned_telemetry_rt::init::{TracingConfig, TracingFormat};
///
/// let config = TracingConfig { format: TracingFormat::Json, ..TracingConfig::default() };
/// assert_eq!(config.level, "info");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracingConfig {
    /// Format of log lines. Default: [`Pretty`](TracingFormat::Pretty).
    pub format: TracingFormat,
    /// Minimum level, or filter directives: `info,hyper=warn`. `RUST_LOG` overrides it. Default: `info`.
    ///
    /// In both, a word on its own must be a level. For all logs of a module, write `hyper=trace`.
    pub level: String,
    /// OpenTelemetry's `service.name`, in JSON lines: any text that is not blank. Default: `unknown_service`.
    pub service_name: String,
    /// Whether lines contain the target, by default the module. Default: `true`.
    pub include_target: bool,
    /// Whether lines contain the file and the line number. Default: `false`.
    pub include_file_line: bool,
}

impl Default for TracingConfig {
    /// Pretty, level `info`, with targets, without files, for the service `unknown_service`, which is OpenTelemetry's
    /// default.
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

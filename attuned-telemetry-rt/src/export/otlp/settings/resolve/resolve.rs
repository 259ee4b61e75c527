//! Resolves a configuration.

use std::ffi::OsString;

use super::reader::{Reader, given};
use super::{batch, exporters, limits, metrics, sampler, transport};
use crate::export::otlp::settings::choices::{OtlpExporter, OtlpLogLevel};
use crate::export::otlp::settings::config::{OtlpConfig, OtlpConfigError};
use crate::export::otlp::settings::environment::{
    ATTUNED_STRICT, OtlpVariable, UNSUPPORTED, Variables, misspelt, misspelt_attuned, table,
};
use crate::export::otlp::settings::report::{OtlpDescription, OtlpWarningKind};
use crate::export::otlp::settings::resolved::{OtlpSettings, SignalSettings};
use crate::export::otlp::settings::resource::resource;
use crate::export::otlp::settings::values::{Choice, Fault, Flag, Given, PropagatorRule};
use crate::export::otlp::signal::OtlpSignal;

impl OtlpConfig {
    /// Returns the effective settings: this configuration, the environment variables of the process, and the defaults.
    /// Files with certificates and keys are read.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes in code and in `ATTUNED_OTLP_*` variables. If the configuration is
    /// [strict](Self::strict), mistakes in `OTEL_*` variables are among them.
    pub fn resolve(&self) -> Result<OtlpSettings, OtlpConfigError> {
        self.resolve_with_variables(std::env::vars_os())
    }

    /// Returns the effective settings with the given environment variables, instead of those of the process.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::otlp::OtlpConfig;
    ///
    /// let settings = OtlpConfig::new().resolve_with_variables([("OTEL_BSP_SCHEDULE_DELAY", "-1")])?;
    /// assert_eq!(
    ///     settings.warnings()[0].to_string(),
    ///     "`OTEL_BSP_SCHEDULE_DELAY` is `-1`, expected a whole number of milliseconds from 0 to 2147483647; it is \
    ///      ignored"
    /// );
    /// assert_eq!(settings.describe().value("traces.batch_delay"), Some("5s"));
    /// # Ok::<(), attuned_telemetry_rt::export::otlp::OtlpConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error as [`resolve`](Self::resolve) does.
    pub fn resolve_with_variables<N: Into<OsString>, V: Into<OsString>>(
        &self,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Result<OtlpSettings, OtlpConfigError> {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        resolve(self, &Variables::new(variables))
    }

    /// Returns the environment variables that are read.
    pub fn variables() -> impl Iterator<Item = OtlpVariable> {
        table()
    }
}

fn resolve(config: &OtlpConfig, variables: &Variables) -> Result<OtlpSettings, OtlpConfigError> {
    let mut reader = Reader::new(variables);
    let reader = &mut reader;
    strict(reader, config);
    let code = given(&Flag, [("disabled".to_owned(), config.disabled)]);
    let (is_disabled, _) = reader.setting("disabled", code, &["OTEL_SDK_DISABLED"], &Flag, false);
    let levels = Choice::new();
    let code = given(&levels, [("log_level".to_owned(), config.log_level)]);
    let (log_level, _) = reader.setting("log_level", code, &["OTEL_LOG_LEVEL"], &levels, OtlpLogLevel::default());
    let mut settings = OtlpSettings {
        is_disabled,
        log_level,
        resource: resource(reader, config),
        propagators: propagators(reader, config),
        sampler: sampler::sampler(reader, config),
        traces: signal(reader, config, OtlpSignal::Traces, is_disabled),
        metrics: signal(reader, config, OtlpSignal::Metrics, is_disabled),
        logs: signal(reader, config, OtlpSignal::Logs, is_disabled),
        with_code_location: config.code_location,
        metric_options: metrics::options(reader, config),
        limits: limits::limits(reader, config),
        description: OtlpDescription::default(),
    };
    ignored(reader);
    OtlpConfigError::unless_empty(std::mem::take(&mut reader.mistakes))?;
    settings.description = OtlpDescription {
        settings: std::mem::take(&mut reader.settings),
        warnings: std::mem::take(&mut reader.warnings),
    };
    Ok(settings)
}

/// A mistake in an earlier variable depends on it, so it is the first setting.
fn strict(reader: &mut Reader<'_>, config: &OtlpConfig) {
    let code = given(&Flag, [("strict".to_owned(), config.strict)]);
    (reader.is_strict, _) = reader.setting("strict", code, &[ATTUNED_STRICT], &Flag, false);
}

fn propagators(reader: &mut Reader<'_>, config: &OtlpConfig) -> Vec<&'static str> {
    let code = config.propagators.as_ref();
    let code = code.map(|names| Given { field: "propagators".to_owned(), value: PropagatorRule::of_code(names) });
    let default = vec!["tracecontext", "baggage"];
    reader.setting("propagators", code, &["OTEL_PROPAGATORS"], &PropagatorRule, default).0
}

fn signal(reader: &mut Reader<'_>, config: &OtlpConfig, signal: OtlpSignal, is_disabled: bool) -> SignalSettings {
    let exporters = exporters::exporters(reader, config, signal, is_disabled);
    let is_sent = exporters.contains(&OtlpExporter::Otlp);
    SignalSettings {
        transport: is_sent.then(|| transport::transport(reader, config, signal)),
        batch: batch::batch(reader, config, signal),
        exporters,
    }
}

/// Variables that have no effect.
fn ignored(reader: &mut Reader<'_>) {
    for (name, message) in UNSUPPORTED {
        if reader.variables.get(name).is_some() {
            reader.ignored(OtlpWarningKind::Unsupported, name, message.to_owned());
        }
    }
    for (name, meant) in misspelt(reader.variables) {
        let message = format!("a known variable: did you mean `{meant}`?");
        reader.ignored(OtlpWarningKind::UnknownName, &name, message);
    }
    for name in misspelt_attuned(reader.variables) {
        reader.invalid(&name, Fault::new("set", "one of the variables `ATTUNED_OTLP_ENDPOINT`, `ATTUNED_OTLP_STRICT`"));
    }
}

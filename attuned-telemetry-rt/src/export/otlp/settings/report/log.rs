//! Logs and counts warnings.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use metrics::Unit;

use super::warning::{OtlpWarning, OtlpWarningKind};
use crate::export::otlp::settings::choices::OtlpLogLevel;
use crate::export::otlp::settings::resolved::OtlpSettings;

/// Counts variables with a mistake.
const ERRORS: &str = "attuned_telemetry_otel_environment_errors_total";

/// The messages that were logged already: at most one for each mistake in the environment.
static REPORTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

impl OtlpSettings {
    /// Logs each warning, at the level `WARN`, and counts it by the metric
    /// `attuned_telemetry_otel_environment_errors_total{variable}`. A process logs and counts each warning once, so
    /// this may be called again. Call it when the subscriber and the recorder are installed.
    pub fn report_warnings(&self) {
        let new: Vec<_> = self.warnings().iter().filter(|warning| is_new(warning)).collect();
        for warning in new {
            if self.log_level >= OtlpLogLevel::Warn {
                log(warning);
            }
            if warning.is_counted() {
                metrics::describe_counter!(
                    ERRORS,
                    Unit::Count,
                    "Invalid or unsupported environment variables of OpenTelemetry."
                );
                metrics::counter!(ERRORS, "variable" => warning.variable().to_owned()).increment(1);
            }
        }
    }
}

fn is_new(warning: &OtlpWarning) -> bool {
    REPORTED.lock().unwrap_or_else(PoisonError::into_inner).insert(warning.to_string())
}

fn log(warning: &OtlpWarning) {
    let variable = warning.variable();
    match warning.kind() {
        OtlpWarningKind::Suspicious => tracing::warn!(variable, "check the configuration of OpenTelemetry: {warning}"),
        _ => tracing::warn!(variable, "invalid environment variable: {warning}"),
    }
}

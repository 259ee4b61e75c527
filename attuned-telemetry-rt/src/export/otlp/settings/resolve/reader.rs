//! Reads settings, and collects what is described and what is wrong.

use crate::delivery::SettingError;
use crate::export::otlp::settings::environment::{ATTUNED_PREFIX, Variables};
use crate::export::otlp::settings::report::{OtlpSetting, OtlpSource, OtlpWarning, OtlpWarningKind};
use crate::export::otlp::settings::values::{Fault, Given, Rule};

/// Reads settings, and collects what is described and what is wrong.
pub(in crate::export::otlp::settings) struct Reader<'environment> {
    pub(in crate::export::otlp::settings) variables: &'environment Variables,
    /// Whether a mistake in an `OTEL_*` variable is an error.
    pub(super) is_strict: bool,
    pub(super) settings: Vec<OtlpSetting>,
    pub(super) warnings: Vec<OtlpWarning>,
    pub(super) mistakes: Vec<SettingError>,
}

/// A value and where it comes from.
pub(in crate::export::otlp::settings) type Found<T> = (T, OtlpSource);

impl<'environment> Reader<'environment> {
    pub(super) fn new(variables: &'environment Variables) -> Self {
        Self { variables, is_strict: false, settings: Vec::new(), warnings: Vec::new(), mistakes: Vec::new() }
    }

    /// Returns a setting: from code, from the first of the variables that has a valid value, or the default.
    pub(in crate::export::otlp::settings) fn setting<R: Rule>(
        &mut self,
        field: &str,
        code: Option<Given<R::Value>>,
        variables: &[&'static str],
        rule: &R,
        default: R::Value,
    ) -> Found<R::Value> {
        let found = self.code(code).or_else(|| self.first(variables, rule));
        let (value, source) = found.unwrap_or((default, OtlpSource::Default));
        self.record(field, rule.shown(&value), source);
        (value, source)
    }

    /// Returns a value in code.
    pub(in crate::export::otlp::settings) fn code<T>(&mut self, given: Option<Given<T>>) -> Option<Found<T>> {
        let Given { field, value } = given?;
        match value {
            Ok(value) => Some((value, OtlpSource::Code)),
            Err(fault) => {
                self.mistake(&field, fault);
                None
            }
        }
    }

    /// Returns the value of the first variable that has a valid one.
    pub(in crate::export::otlp::settings) fn first<R: Rule>(
        &mut self,
        variables: &[&'static str],
        rule: &R,
    ) -> Option<Found<R::Value>> {
        variables.iter().find_map(|name| self.variable(name, rule))
    }

    /// Returns the value of a variable.
    pub(in crate::export::otlp::settings) fn variable<R: Rule>(
        &mut self,
        name: &'static str,
        rule: &R,
    ) -> Option<Found<R::Value>> {
        let Ok(text) = self.variables.get(name)? else {
            self.invalid(name, Fault::new("***", "UTF-8 text"));
            return None;
        };
        let reading = rule.read(text);
        for fault in reading.faults {
            self.invalid(name, fault);
        }
        reading.value.map(|value| (value, OtlpSource::Variable(name)))
    }

    /// Adds a setting to the description.
    pub(in crate::export::otlp::settings) fn record(&mut self, field: &str, shown: String, source: OtlpSource) {
        self.settings.push(OtlpSetting::new(field, shown, source));
    }

    /// A value that is not allowed, wherever it comes from.
    pub(in crate::export::otlp::settings) fn wrong(&mut self, field: &str, source: OtlpSource, fault: Fault) {
        match source {
            OtlpSource::Variable(name) => self.invalid(name, fault),
            OtlpSource::Code | OtlpSource::Default => self.mistake(field, fault),
        }
    }

    /// A variable that has a value that is not allowed.
    pub(in crate::export::otlp::settings) fn invalid(&mut self, variable: &str, fault: Fault) {
        if self.is_strict || variable.starts_with(ATTUNED_PREFIX) {
            return self.mistake(variable, fault);
        }
        self.warn(OtlpWarning::invalid(variable, &SettingError::new(variable, fault.shown, fault.expected)));
    }

    /// A variable that has no effect.
    pub(super) fn ignored(&mut self, kind: OtlpWarningKind, variable: &str, message: String) {
        if self.is_strict {
            return self.mistake(variable, Fault::new("set", message));
        }
        self.warn(OtlpWarning::new(kind, variable, format!("`{variable}` is set, expected {message}")));
    }

    /// A value that is used, but is probably a mistake.
    pub(super) fn suspicious(&mut self, field: &str, source: OtlpSource, message: &str) {
        let name = match source {
            OtlpSource::Variable(name) => name,
            OtlpSource::Code | OtlpSource::Default => field,
        };
        self.warn(OtlpWarning::new(OtlpWarningKind::Suspicious, name, format!("`{name}`: {message}")));
    }

    /// Signals that share a variable have the same warning.
    fn warn(&mut self, warning: OtlpWarning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// A value that is an error.
    fn mistake(&mut self, field: &str, fault: Fault) {
        let error = SettingError::new(field, fault.shown, fault.expected);
        if !self.mistakes.contains(&error) {
            self.mistakes.push(error);
        }
    }
}

/// Returns the first value in code that is set.
pub(in crate::export::otlp::settings) fn given<R: Rule, const N: usize>(
    rule: &R,
    candidates: [(String, Option<R::Value>); N],
) -> Option<Given<R::Value>> {
    let mut set = candidates.into_iter().filter_map(|(field, value)| Some((field, value?)));
    set.next().map(|(field, value)| Given { field, value: rule.check(value) })
}

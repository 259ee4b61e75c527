//! Lists of names that are separated by commas.

use super::fault::{Fault, Reading};
use super::rule::Rule;
use crate::export::otlp::settings::choices::{Named, OtlpExporter, PROPAGATORS};
use crate::export::otlp::signal::OtlpSignal;

/// The name of an empty list.
const NONE: &str = "none";

/// Reads a list without duplicates. A name that is unknown is left out. `none` is an empty list.
fn read<T: PartialEq>(text: &str, known: impl Fn(&str) -> Option<T>, expected: &str) -> Reading<Vec<T>> {
    let names: Vec<_> = text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let is_none = |name: &&str| name.eq_ignore_ascii_case(NONE);
    if names.iter().any(is_none) {
        let is_alone = names.iter().all(is_none);
        let fault = || Fault::new(text, "`none` alone, or other names without `none`");
        return if is_alone { Ok(Vec::new()) } else { Err(fault()) }.into();
    }
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for name in names {
        match known(name) {
            Some(value) if !values.contains(&value) => values.push(value),
            Some(_) => {}
            None => faults.push(Fault::new(name, expected)),
        }
    }
    Reading { value: (!values.is_empty()).then_some(values), faults }
}

fn shown(names: &[&str]) -> String {
    if names.is_empty() { NONE.to_owned() } else { names.join(",") }
}

/// The names of propagators.
pub(in crate::export::otlp::settings) struct PropagatorRule;

impl PropagatorRule {
    const EXPECTED: &str = "a list of `tracecontext`, `baggage`, `b3`, `b3multi`, or `none`";

    fn known(name: &str) -> Option<&'static str> {
        PROPAGATORS.into_iter().find(|known| known.eq_ignore_ascii_case(name.trim()))
    }

    /// Checks names in code.
    pub(in crate::export::otlp::settings) fn of_code(names: &[String]) -> Result<Vec<&'static str>, Fault> {
        let mut known = Vec::new();
        for name in names.iter().filter(|name| names.len() > 1 || !name.eq_ignore_ascii_case(NONE)) {
            let name = Self::known(name).ok_or_else(|| Fault::new(name, Self::EXPECTED))?;
            if !known.contains(&name) {
                known.push(name);
            }
        }
        Ok(known)
    }
}

impl Rule for PropagatorRule {
    type Value = Vec<&'static str>;

    fn read(&self, text: &str) -> Reading<Self::Value> {
        read(text, Self::known, Self::EXPECTED)
    }

    fn shown(&self, value: &Self::Value) -> String {
        shown(value)
    }
}

/// The names of the exporters of a signal.
pub(in crate::export::otlp::settings) struct ExporterRule(pub(in crate::export::otlp::settings) OtlpSignal);

impl ExporterRule {
    fn has(&self, exporter: OtlpExporter) -> bool {
        exporter != OtlpExporter::Prometheus || self.0 == OtlpSignal::Metrics
    }

    fn expected(&self) -> &'static str {
        match self.0 {
            OtlpSignal::Metrics => "a list of `otlp`, `console`, `prometheus`, or `none`",
            OtlpSignal::Traces | OtlpSignal::Logs => "a list of `otlp`, `console`, or `none`",
        }
    }
}

impl Rule for ExporterRule {
    type Value = Vec<OtlpExporter>;

    fn read(&self, text: &str) -> Reading<Self::Value> {
        read(text, |name| OtlpExporter::of_name(name).filter(|exporter| self.has(*exporter)), self.expected())
    }

    fn check(&self, value: Self::Value) -> Result<Self::Value, Fault> {
        let mut exporters = Vec::new();
        for exporter in value {
            if !self.has(exporter) {
                return Err(Fault::new(exporter.name(), self.expected()));
            }
            if !exporters.contains(&exporter) {
                exporters.push(exporter);
            }
        }
        Ok(exporters)
    }

    fn shown(&self, value: &Self::Value) -> String {
        shown(&value.iter().map(|exporter| exporter.name()).collect::<Vec<_>>())
    }
}

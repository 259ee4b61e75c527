//! A recorder whose metrics Prometheus reads.

use std::fmt::Write as _;

use super::cells;
use super::config::Config;
use super::family::{BUCKETS, Family, Kind};
use super::labels;
use super::recorder::Engine;
use crate::core::clock;

/// Counts what annotated code does, and writes it in Prometheus' text format.
///
/// Give the [`recorder`](Self::recorder) to `TelemetryBuilder::with_metrics`, and the exporter itself to whoever
/// answers the scrapes, `Endpoints::with_metrics` for one. Clones are the same exporter.
///
/// ```
/// use attuned_telemetry_rt::engine::prometheus::PrometheusExporter;
///
/// let exporter = PrometheusExporter::new();
/// metrics::with_local_recorder(&exporter.recorder(), || metrics::counter!("visits_total").increment(1));
/// assert!(exporter.render().contains("visits_total 1"));
/// ```
#[derive(Clone)]
pub struct PrometheusExporter {
    engine: Engine,
}

impl PrometheusExporter {
    /// An exporter that has counted nothing yet.
    #[must_use]
    pub fn new() -> Self {
        clock::start();
        Self { engine: Engine::new(Config::default()) }
    }

    /// What counts.
    #[must_use]
    pub fn recorder(&self) -> Engine {
        self.engine.clone()
    }

    /// All metrics in Prometheus' text format, version 0.0.4.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>
    #[must_use]
    pub fn render(&self) -> String {
        let mut page = String::new();
        for family in self.engine.families() {
            write_family(&mut page, &family);
        }
        page
    }
}

impl Default for PrometheusExporter {
    fn default() -> Self {
        Self::new()
    }
}

fn write_family(page: &mut String, family: &Family) {
    if family.is_empty() {
        return;
    }
    let name = &family.name;
    if let Some(description) = family.description.get() {
        let _ = write!(page, "# HELP {name} ");
        labels::write_value(page, &description.text);
        page.push('\n');
    }
    let kind = match family.kind {
        Kind::Counter => "counter",
        Kind::Gauge => "gauge",
        Kind::Histogram(_) | Kind::Exponential(_) => "histogram",
    };
    let _ = writeln!(page, "# TYPE {name} {kind}");
    let mut next = Some(0);
    while let Some(from) = next {
        next = family.show(from, 512, |labels, first, _| match &family.kind {
            Kind::Counter => write_sample(page, name, "", labels, "", &cells::total(first)),
            Kind::Gauge => write_sample(page, name, "", labels, "", &cells::gauge(first)),
            Kind::Histogram(bounds) => {
                let mut total: u64 = 0;
                for (bucket, bound) in (BUCKETS..).zip(bounds.values().iter().map(Some).chain([None])) {
                    total = total.wrapping_add(cells::total(first + bucket));
                    let le = bound.map_or_else(|| "le=\"+Inf\"".to_owned(), |bound| format!("le=\"{bound}\""));
                    write_sample(page, name, "_bucket", labels, &le, &total);
                }
                write_sample(page, name, "_sum", labels, "", &cells::histogram_sum(first));
                write_sample(page, name, "_count", labels, "", &total);
            }
            Kind::Exponential(_) => {
                let Some(reading) = family.exponential(first).map(|exponential| exponential.read()) else { return };
                for (bound, count) in reading.classic(name) {
                    write_sample(page, name, "_bucket", labels, &format!("le=\"{bound}\""), &count);
                }
                write_sample(page, name, "_bucket", labels, "le=\"+Inf\"", &reading.count);
                write_sample(page, name, "_sum", labels, "", &reading.sum);
                write_sample(page, name, "_count", labels, "", &reading.count);
            }
        });
    }
}

fn write_sample(page: &mut String, name: &str, suffix: &str, labels: &str, le: &str, value: &dyn std::fmt::Display) {
    let comma = if labels.is_empty() || le.is_empty() { "" } else { "," };
    let (open, close) = if labels.is_empty() && le.is_empty() { ("", "") } else { ("{", "}") };
    let _ = writeln!(page, "{name}{suffix}{open}{labels}{comma}{le}{close} {value}");
}

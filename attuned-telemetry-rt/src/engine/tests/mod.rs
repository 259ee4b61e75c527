//! Tests of an engine, with and without a configuration.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod exponential;
mod idle;
mod kept;
mod limit;
mod numbers;
mod sorts;
mod unlisted;

use std::collections::BTreeMap;

use super::Engine;
use super::cells;
use super::cells::Reader;
use super::family::aggregation::Aggregation;
use super::recorder::config::Config;

/// Returns the values of all visible series. The value of a histogram is its count.
fn page(engine: &Engine) -> BTreeMap<String, f64> {
    let mut page = BTreeMap::new();
    let mut reader = Reader::new();
    for family in engine.families() {
        let (mut next, is_due) = (Some(0), family.take_turn());
        while let Some(from) = next {
            // A small step, so that the tests need several steps.
            family.look_for_idle(from, 3, is_due, &mut reader);
            next = family.show(from, 3, |labels, series, _| {
                let first = series.first;
                #[expect(clippy::cast_precision_loss, reason = "the tests use small counts")]
                let value = match &family.aggregation {
                    Aggregation::Gauge => cells::gauge(first),
                    aggregation => match family.exponential(first) {
                        Some(series) => series.count() as f64,
                        None => aggregation.usage(first, &mut reader) as f64,
                    },
                };
                let labels: Vec<_> =
                    labels.iter().map(|(name, value)| format!("{}=\"{value}\"", name.identifier())).collect();
                let name = &family.identifier;
                let series = if labels.is_empty() { name.clone() } else { format!("{name}{{{}}}", labels.join(",")) };
                assert_eq!(page.insert(series, value), None, "a series is shown once");
                true
            });
        }
    }
    page
}

/// Returns the visible series whose name or labels contain a text.
fn shown(engine: &Engine, part: &str) -> Vec<String> {
    page(engine).into_keys().filter(|series| series.contains(part)).collect()
}

fn engine(config: Config) -> Engine {
    Engine::new(config)
}

/// Runs a closure with the engine as its recorder.
fn within<R>(engine: &Engine, scope: impl FnOnce() -> R) -> R {
    metrics::with_local_recorder(engine, scope)
}

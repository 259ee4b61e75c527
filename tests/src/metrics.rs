//! Metrics as plain values, by name and labels.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use metrics::{Key, Unit};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};

/// Recorder of the metrics inside [`watch`](Self::watch).
///
/// A series is named as in Prometheus, with its labels in alphabetical order:
/// `attuned_store_operations_total{operation="upsert",status="success"}`.
#[derive(Default)]
pub struct Metrics {
    recorder: DebuggingRecorder,
    series: Mutex<BTreeMap<String, Series>>,
}

/// State of one series. The recorder resets a value when it is read, so values are added up here.
struct Series {
    value: Value,
    unit: Option<Unit>,
    description: Option<String>,
}

#[derive(Clone)]
enum Value {
    Counter(u64),
    Gauge(f64),
    Histogram(Vec<f64>),
}

impl Metrics {
    /// Creates an empty recorder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `scope` with this recorder as the local recorder.
    pub fn watch<R>(&self, scope: impl FnOnce() -> R) -> R {
        metrics::with_local_recorder(&self.recorder, scope)
    }

    /// Returns every series with a value, in alphabetical order.
    #[must_use]
    pub fn series(&self) -> Vec<String> {
        self.update();
        self.lock().keys().cloned().collect()
    }

    /// Returns the value of a counter, if the series exists.
    #[must_use]
    pub fn counter(&self, series: &str) -> Option<u64> {
        self.value(series).map(|value| match value {
            Value::Counter(count) => count,
            _ => panic!("{series} is not a counter"),
        })
    }

    /// Returns the value of a gauge, if the series exists and was only incremented and decremented.
    #[must_use]
    pub fn gauge(&self, series: &str) -> Option<f64> {
        self.value(series).map(|value| match value {
            Value::Gauge(level) => level,
            _ => panic!("{series} is not a gauge"),
        })
    }

    /// Returns the values of a histogram, if the series exists.
    #[must_use]
    pub fn histogram(&self, series: &str) -> Option<Vec<f64>> {
        self.value(series).map(|value| match value {
            Value::Histogram(values) => values,
            _ => panic!("{series} is not a histogram"),
        })
    }

    /// Returns the description of a metric.
    #[must_use]
    pub fn description(&self, series: &str) -> Option<(Option<Unit>, String)> {
        self.update();
        let all = self.lock();
        let series = all.get(series)?;
        Some((series.unit, series.description.clone()?))
    }

    fn value(&self, series: &str) -> Option<Value> {
        self.update();
        self.lock().get(series).map(|series| series.value.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Series>> {
        self.series.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update(&self) {
        for (key, unit, description, new) in self.recorder.snapshotter().snapshot().into_vec() {
            let name = name_of(key.key());
            let mut all = self.lock();
            let entry = all.entry(name).or_insert_with(|| Series::zero(&new));
            entry.value.add(new);
            entry.unit = unit;
            entry.description = description.map(|text| text.to_string());
        }
    }
}

impl Series {
    fn zero(like: &DebugValue) -> Self {
        let value = match like {
            DebugValue::Counter(_) => Value::Counter(0),
            DebugValue::Gauge(_) => Value::Gauge(0.0),
            DebugValue::Histogram(_) => Value::Histogram(Vec::new()),
        };
        Self { value, unit: None, description: None }
    }
}

impl Value {
    fn add(&mut self, new: DebugValue) {
        match (self, new) {
            (Self::Counter(count), DebugValue::Counter(new)) => *count += new,
            (Self::Gauge(level), DebugValue::Gauge(new)) => *level += new.into_inner(),
            (Self::Histogram(values), DebugValue::Histogram(new)) => {
                values.extend(new.iter().map(|value| value.0));
            }
            (_, new) => panic!("two types of metric have the same name: {new:?}"),
        }
    }
}

/// `name{label="value"}`
fn name_of(key: &Key) -> String {
    let mut labels: Vec<_> = key.labels().map(|label| format!("{}={:?}", label.key(), label.value())).collect();
    labels.sort();
    if labels.is_empty() { key.name().to_owned() } else { format!("{}{{{}}}", key.name(), labels.join(",")) }
}

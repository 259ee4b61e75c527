//! A recorder that writes down every update.

use std::sync::{Arc, Mutex, PoisonError};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};

/// Runs `scope` and returns its updates of metrics, in order: `wasm_operations_total{operation=add,status=success} +1`.
pub(crate) fn recorded(scope: impl FnOnce()) -> Vec<String> {
    let lines = Lines::default();
    metrics::with_local_recorder(&lines, scope);
    lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Series {
    name: String,
    lines: Lines,
}

impl Lines {
    fn series(&self, key: &Key) -> Arc<Series> {
        let labels: Vec<_> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        Arc::new(Series { name: format!("{}{{{}}}", key.name(), labels.join(",")), lines: self.clone() })
    }
}

impl Series {
    fn write(&self, update: &str) {
        self.lines.0.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{} {update}", self.name));
    }
}

impl Recorder for Lines {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.series(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.series(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.series(key))
    }
}

impl CounterFn for Series {
    fn increment(&self, value: u64) {
        self.write(&format!("+{value}"));
    }

    fn absolute(&self, value: u64) {
        self.write(&format!("={value}"));
    }
}

impl GaugeFn for Series {
    fn increment(&self, value: f64) {
        self.write(&format!("+{value}"));
    }

    fn decrement(&self, value: f64) {
        self.write(&format!("-{value}"));
    }

    fn set(&self, value: f64) {
        self.write(&format!("={value}"));
    }
}

impl HistogramFn for Series {
    fn record(&self, value: f64) {
        self.write(&format!("took {value}"));
    }
}

//! Single values of annotated code, for the adapters that want them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};

use crate::adapters::destination::metrics::{item::MetricsItem, signal::Metrics};
use crate::adapters::manager::registered::table::Table;
use crate::adapters::metrics::labels::MetricLabels;
use crate::adapters::metrics::point::MetricSample;
use crate::adapters::metrics::sample::Sample;
use crate::engine::Engine;

/// A recorder that aggregates like the engine, and adds each value to the queues of the adapters that want samples.
pub(in crate::adapters::manager) struct Samples {
    engine: Engine,
    adapters: Arc<Table<Metrics>>,
    /// The values of the gauges, because a gauge may be changed by an amount.
    gauges: Mutex<HashMap<Key, Arc<AtomicU64>>>,
}

impl Samples {
    pub(in crate::adapters::manager) fn new(engine: Engine, adapters: Arc<Table<Metrics>>) -> Self {
        Self { engine, adapters, gauges: Mutex::default() }
    }

    fn series<H>(&self, key: &Key, handle: H) -> Series<H> {
        let labels = MetricLabels::new(key.labels().map(|label| (label.key(), label.value())));
        Series { handle, name: key.name().into(), labels, adapters: Arc::clone(&self.adapters) }
    }
}

/// A series of the engine, of which each value is also a sample.
struct Series<H> {
    handle: H,
    name: Arc<str>,
    labels: MetricLabels,
    adapters: Arc<Table<Metrics>>,
}

impl<H> Series<H> {
    fn sample(&self, value: MetricSample) {
        if !self.adapters.is_used() {
            return;
        }
        for entry in self.adapters.entries().iter().filter(|entry| entry.wants_samples) {
            let (name, labels) = (Arc::clone(&self.name), self.labels.clone());
            let sample = Sample::now(name, labels, value);
            entry.pipeline.offer(MetricsItem::Sample(sample));
        }
    }
}

impl CounterFn for Series<Counter> {
    fn increment(&self, value: u64) {
        self.handle.increment(value);
        self.sample(MetricSample::Counter(value));
    }

    /// The engine derives the increase. As a sample, it would not be known.
    fn absolute(&self, value: u64) {
        self.handle.absolute(value);
    }
}

impl HistogramFn for Series<Histogram> {
    fn record(&self, value: f64) {
        self.handle.record(value);
        self.sample(MetricSample::Histogram(value));
    }
}

struct GaugeSeries {
    series: Series<Gauge>,
    /// The bits of the value.
    value: Arc<AtomicU64>,
}

impl GaugeSeries {
    fn change(&self, change: impl Fn(f64) -> f64) {
        let changed = |bits| Some(change(f64::from_bits(bits)).to_bits());
        if let Ok(before) = self.value.fetch_update(Ordering::Relaxed, Ordering::Relaxed, changed) {
            self.series.sample(MetricSample::Gauge(change(f64::from_bits(before))));
        }
    }
}

impl GaugeFn for GaugeSeries {
    fn increment(&self, value: f64) {
        self.series.handle.increment(value);
        self.change(|before| before + value);
    }

    fn decrement(&self, value: f64) {
        self.series.handle.decrement(value);
        self.change(|before| before - value);
    }

    fn set(&self, value: f64) {
        self.series.handle.set(value);
        self.change(|_| value);
    }
}

impl Recorder for Samples {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, description: SharedString) {
        self.engine.describe_counter(name, unit, description);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, description: SharedString) {
        self.engine.describe_gauge(name, unit, description);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, description: SharedString) {
        self.engine.describe_histogram(name, unit, description);
    }

    fn register_counter(&self, key: &Key, metadata: &Metadata<'_>) -> Counter {
        Counter::from_arc(Arc::new(self.series(key, self.engine.register_counter(key, metadata))))
    }

    fn register_gauge(&self, key: &Key, metadata: &Metadata<'_>) -> Gauge {
        let series = self.series(key, self.engine.register_gauge(key, metadata));
        let mut gauges = self.gauges.lock().unwrap_or_else(PoisonError::into_inner);
        let value = Arc::clone(gauges.entry(key.clone()).or_default());
        Gauge::from_arc(Arc::new(GaugeSeries { series, value }))
    }

    fn register_histogram(&self, key: &Key, metadata: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Arc::new(self.series(key, self.engine.register_histogram(key, metadata))))
    }
}

//! What the engine aggregates, as items for the metrics adapters.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::adapters::destination::metrics::{item::MetricsItem, signal::Metrics};
use crate::adapters::manager::registered::entry::Entry;
use crate::adapters::manager::registered::table::Table;
use crate::adapters::metrics::aggregated;
use crate::delivery::guard;
use crate::engine::Engine;
use crate::engine::aggregates::collector::Collector;
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;

/// Takes snapshots of an engine for the metrics adapters.
pub(in crate::adapters::manager) struct Aggregates {
    adapters: Arc<Table<Metrics>>,
    /// `None` until an engine is installed.
    collector: Mutex<Option<Collector>>,
    /// The number of lost increases that is counted already.
    forgotten: AtomicU64,
}

/// Counts the expired series whose last increase no adapter received, because too many expired.
const FORGOTTEN: &str = "attuned_telemetry_delivery_forgotten_series_total";

impl Aggregates {
    pub(in crate::adapters::manager) fn new(adapters: Arc<Table<Metrics>>) -> Self {
        Self { adapters, collector: Mutex::new(None), forgotten: AtomicU64::new(0) }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Collector>> {
        self.collector.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes snapshots of this engine from now on.
    pub(in crate::adapters::manager) fn install(&self, engine: &Engine) {
        let mut collector = self.lock();
        let collector = collector.insert(Collector::new(engine));
        let entries = self.adapters.entries();
        if !entries.is_empty() {
            let beginning = beginning(collector);
            for entry in entries.iter() {
                entry.progress.begin(Arc::clone(&beginning));
            }
        }
    }

    /// The first adapter of a process receives everything that was recorded since the engine was created. Every other
    /// one receives what is recorded from now on, because an earlier adapter may have delivered the rest.
    pub(in crate::adapters::manager) fn begin(&self, entry: &Entry<Metrics>) {
        if let Some(collector) = &mut *self.lock() {
            entry.progress.begin(beginning(collector));
        }
    }

    /// Prepares an adapter that reads engines for being exchanged: it sends what was recorded until now. Returns where
    /// the next adapter begins, unless that one reads engines, too.
    pub(in crate::adapters::manager) fn end_reader(&self, entry: &Entry<Metrics>) -> Option<Arc<MetricsSnapshot>> {
        let reader = entry.progress.reader()?;
        let mut collector = self.lock();
        let collector = collector.as_mut()?;
        let snapshot = collector.collect();
        reader.0.end_with(aggregated::points(&snapshot, None).collect());
        Some(snapshot)
    }

    /// Adds a snapshot to the queues of the adapters, without waiting.
    pub(in crate::adapters::manager) fn collect(&self) {
        if !self.adapters.is_enabled() {
            return;
        }
        let _delivering = guard::enter();
        self.request_collections();
        if let Some(snapshot) = self.snapshot() {
            self.offer(&snapshot);
        }
    }

    /// Asks the adapters that read the engine to do so.
    fn request_collections(&self) {
        let entries = self.adapters.entries();
        for entry in entries.iter().filter(|entry| entry.is_used() && entry.progress.reader().is_some()) {
            let engine = self.lock().as_ref().map(|collector| collector.engine().clone());
            entry.pipeline.offer(MetricsItem::Collect(engine));
        }
    }

    /// Takes a snapshot, if an adapter receives any.
    fn snapshot(&self) -> Option<Arc<MetricsSnapshot>> {
        let entries = self.adapters.entries();
        entries.iter().any(|entry| receives_aggregates(entry)).then_some(())?;
        self.lock().as_mut().map(Collector::collect)
    }

    fn offer(&self, snapshot: &Arc<MetricsSnapshot>) {
        let forgotten = snapshot.forgotten();
        let before = self.forgotten.swap(forgotten, Ordering::Relaxed);
        if forgotten > before {
            metrics::counter!(FORGOTTEN).increment(forgotten - before);
        }
        for entry in self.adapters.entries().iter().filter(|entry| receives_aggregates(entry)) {
            entry.pipeline.offer(MetricsItem::Aggregates(Arc::clone(snapshot)));
        }
    }
}

fn receives_aggregates(entry: &Entry<Metrics>) -> bool {
    entry.is_used() && !entry.wants_samples && entry.progress.reader().is_none()
}

/// Returns the snapshot after which an adapter receives metrics: an empty one for the first adapter of the process.
fn beginning(collector: &mut Collector) -> Arc<MetricsSnapshot> {
    static HAS_ADAPTER: AtomicBool = AtomicBool::new(false);
    if HAS_ADAPTER.swap(true, Ordering::Relaxed) { collector.collect() } else { collector.origin() }
}

//! What the engine aggregates, as items for the metrics adapters.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clockwork::Clockwork;
use super::entry::Entry;
use super::table::Table;
use crate::adapters::destination::metrics::{Metrics, MetricsItem};
use crate::delivery::guard;
use crate::engine::Engine;
use crate::engine::aggregates::collector::Collector;

/// Takes snapshots of an engine for the metrics adapters.
pub(super) struct Aggregates {
    adapters: Arc<Table<Metrics>>,
    /// `None` until an engine is installed.
    collector: Mutex<Option<Collector>>,
}

impl Aggregates {
    pub(super) fn new(adapters: Arc<Table<Metrics>>) -> Self {
        Self { adapters, collector: Mutex::new(None) }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Collector>> {
        self.collector.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes snapshots of this engine from now on.
    pub(super) fn install(&self, engine: &Engine) {
        let mut collector = self.lock();
        let origin = collector.insert(Collector::new(engine)).origin();
        for entry in self.adapters.entries().iter() {
            entry.progress.begin(Arc::clone(&origin));
        }
    }

    /// An adapter that was registered receives everything that was recorded since the engine was created.
    pub(super) fn begin(&self, entry: &Entry<Metrics>) {
        if let Some(collector) = &mut *self.lock() {
            entry.progress.begin(collector.origin());
        }
    }

    /// Adds a snapshot to the queues of the adapters, without waiting.
    pub(super) fn collect(&self) {
        if !self.adapters.is_enabled() {
            return;
        }
        let snapshot = {
            let mut collector = self.lock();
            let Some(collector) = &mut *collector else { return };
            collector.collect()
        };
        let _delivering = guard::enter();
        for entry in self.adapters.entries().iter().filter(|entry| entry.is_used() && !entry.wants_samples) {
            entry.pipeline.offer(MetricsItem::Aggregates(Arc::clone(&snapshot)));
        }
    }

    /// Starts the thread that collects at an interval, unless it runs.
    pub(super) fn start_clockwork(
        self: &Arc<Self>,
        clockwork: &mut Option<Clockwork>,
        interval: Duration,
    ) -> io::Result<()> {
        if clockwork.is_none() {
            let aggregates = Arc::clone(self);
            *clockwork = Some(Clockwork::start(interval, move || aggregates.collect())?);
        }
        Ok(())
    }
}

//! What a metrics adapter has delivered.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::delivered::Delivered;
use super::points::Points;
use crate::adapters::traits::engine_reader::EngineReader;
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;

/// What a metrics adapter has delivered. It stays when the adapter is exchanged for another.
#[derive(Default)]
pub(in crate::adapters) struct Progress {
    delivered: Mutex<Delivered>,
    /// How the adapter reads engines, if it does.
    reader: Mutex<Option<EngineReader>>,
}

impl Progress {
    /// The adapter delivers what was recorded since this snapshot.
    pub(in crate::adapters) fn begin(&self, snapshot: Arc<MetricsSnapshot>) {
        self.lock().newest.get_or_insert(snapshot);
    }

    /// Another adapter takes over, which reads no engines. It delivers what was recorded since this snapshot: the last
    /// one has delivered the rest.
    pub(in crate::adapters) fn begin_after_reader(&self, snapshot: Arc<MetricsSnapshot>) {
        *self.lock() = Delivered { newest: Some(snapshot), partial: None };
    }

    /// Sets how the adapter reads engines, if it does.
    pub(super) fn set_reader(&self, reader: Option<EngineReader>) {
        *self.reader.lock().unwrap_or_else(PoisonError::into_inner) = reader;
    }

    /// Returns how the adapter reads engines, if it does.
    pub(in crate::adapters) fn reader(&self) -> Option<EngineReader> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn get(&self) -> Delivered {
        self.lock().clone()
    }

    /// The first `count` of the points were delivered. A call that was abandoned may say so late: then newer ones may
    /// have been delivered, and must not be repeated.
    pub(super) fn advance(&self, points: &Points, count: usize) {
        let mut delivered = self.lock();
        let mut start = 0;
        for part in &points.parts {
            let is_new = |snapshot: &Arc<MetricsSnapshot>| {
                delivered.newest.as_ref().is_none_or(|newest| snapshot.follows(newest))
            };
            if let Some(snapshot) = part.snapshot.as_ref().filter(|snapshot| is_new(snapshot)) {
                if part.end <= count {
                    *delivered = Delivered { newest: Some(Arc::clone(snapshot)), partial: None };
                } else if start < count {
                    delivered.partial = Some((Arc::clone(snapshot), part.skipped + count - start));
                }
            }
            start = part.end;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Delivered> {
        self.delivered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The collectors of spans, whose buffers are emptied now and then.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::collect::SpanCollector;

/// How long a finished span stays in the buffer of a thread at most. It stays there if its trace ends on another
/// thread.
pub(in crate::adapters::manager) const INTERVAL: Duration = Duration::from_secs(1);

/// The collectors of a manager.
#[derive(Default)]
pub(in crate::adapters::manager) struct Collectors(Mutex<Vec<SpanCollector>>);

impl Collectors {
    /// Whether no layer was made.
    pub(in crate::adapters::manager) fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    pub(in crate::adapters::manager) fn add(&self, collector: SpanCollector) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(collector);
    }

    /// Passes on the spans that threads still have in their buffers.
    pub(in crate::adapters::manager) fn flush(&self) {
        let collectors = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for collector in collectors {
            collector.flush();
        }
    }
}

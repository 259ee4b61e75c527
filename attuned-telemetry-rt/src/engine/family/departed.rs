//! The last values of series that were removed, for readers that must not miss an increase.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use super::series::created::Created;
use crate::engine::histogram::exponential::reading::Reading;

/// A series that was removed, with its last value.
#[derive(Debug)]
pub(crate) struct Departed {
    /// The identifier of the metric.
    pub(crate) metric: Box<str>,
    /// The place and the time of creation identify the series among those of the metric.
    pub(crate) place: u32,
    pub(crate) created: Created,
    /// The names, as they were first given, and the values.
    pub(crate) labels: Box<[(Box<str>, Box<str>)]>,
    pub(crate) value: LastValue,
}

/// The last value of a series.
#[derive(Debug)]
pub(crate) enum LastValue {
    Counter(u64),
    Histogram { counts: Box<[u64]>, sum: f64 },
    Exponential(Reading),
}

/// The readers of an engine that are told of series that are removed.
#[derive(Default)]
pub(crate) struct Departures(RwLock<Vec<Weak<Inbox>>>);

/// The removed series that a reader has not taken yet.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Received>);

/// What an [`Inbox`] has received.
#[derive(Default)]
pub(crate) struct Received {
    pub(crate) departed: VecDeque<Departed>,
    /// The number of series that were discarded, because the reader took none for too long.
    pub(crate) forgotten: u64,
}

/// The maximum number of removed series that are kept for a reader.
pub(crate) const MOST_DEPARTED: usize = 16_384;

impl Departures {
    /// Adds a reader, which is told of series until its inbox is dropped.
    pub(crate) fn subscribe(&self) -> Arc<Inbox> {
        let inbox = Arc::default();
        let mut readers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        readers.retain(|reader| reader.strong_count() > 0);
        readers.push(Arc::downgrade(&inbox));
        inbox
    }

    /// Tells each reader of a series that is about to be removed.
    pub(super) fn tell(&self, mut departed: impl FnMut() -> Option<Departed>) {
        let readers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for inbox in readers.iter().filter_map(Weak::upgrade) {
            if let Some(departed) = departed() {
                inbox.put(departed);
            }
        }
    }
}

impl Inbox {
    fn put(&self, departed: Departed) {
        let mut received = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if received.departed.len() >= MOST_DEPARTED {
            received.departed.pop_front();
            received.forgotten += 1;
        }
        received.departed.push_back(departed);
    }

    /// Takes what was received.
    pub(crate) fn take(&self) -> Received {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

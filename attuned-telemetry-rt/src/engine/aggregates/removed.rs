//! The removed series whose last increase some adapter may not have delivered.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::engine::family::departed::{Departed, MOST_DEPARTED};

/// A series that was removed.
#[derive(Debug)]
pub(super) struct Removed {
    /// The number of the first snapshot without the series.
    pub(super) since: u64,
    pub(super) series: Departed,
}

/// The removed series whose last increase some adapter may not have delivered, from the oldest to the newest.
#[derive(Default)]
pub(super) struct RemovedSeries {
    all: VecDeque<Arc<Removed>>,
    /// The number of series that were discarded, because there were too many.
    pub(super) forgotten: u64,
}

impl RemovedSeries {
    /// Adds a series that is not in snapshot `since` and later ones.
    pub(super) fn add(&mut self, series: Departed, since: u64) {
        if self.all.len() >= MOST_DEPARTED {
            self.all.pop_front();
            self.forgotten += 1;
        }
        self.all.push_back(Arc::new(Removed { since, series }));
    }

    /// Drops the series that are not in snapshot `oldest`, the oldest that is still needed.
    pub(super) fn forget_until(&mut self, oldest: u64) {
        while self.all.front().is_some_and(|removed| removed.since <= oldest) {
            self.all.pop_front();
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<Removed>> {
        self.all.iter()
    }
}

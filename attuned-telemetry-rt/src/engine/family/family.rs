//! One metric: its kind, what it means, and its series.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicUsize};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Instant;

use super::aggregation::{Aggregation, Description};
use super::limits::{FirstTime, Limits};
use super::metric_kind::MetricKind;
use super::table::{Labels, SeriesSlot, SeriesTable};
use crate::engine::exemplars::Exemplars;
use crate::engine::histogram::exponential::exponential::Exponential;

/// One metric and its series.
pub(crate) struct Family {
    /// The name as it was given first.
    pub(crate) name: String,
    /// The name that every backend can have, unique among the metrics of the engine: that of a counter ends in `_total`.
    pub(crate) identifier: String,
    pub(crate) aggregation: Aggregation,
    pub(crate) description: OnceLock<Description>,
    /// Where is counted what was refused.
    pub(crate) refused: OnceLock<Option<u32>>,
    pub(super) limits: Limits,
    /// When the engine was made.
    pub(super) epoch: Instant,
    pub(super) table: RwLock<SeriesTable>,
    /// The buckets of each series of an exponential histogram, by its first cell. Locked after the table.
    pub(super) exponentials: RwLock<HashMap<u32, Arc<Exponential>>>,
    /// The series of the overflow.
    pub(super) overflows: RwLock<Vec<u32>>,
    /// How many series there are besides that the limit does not count: those of code, whatever it is called with.
    pub(super) of_code: AtomicUsize,
    /// When somebody last looked for idle series.
    pub(super) looked: AtomicU32,
    pub(crate) overflow_warning: FirstTime,
    /// The exemplars of the series that have some, by their first cells. Locked after the table.
    pub(super) exemplars: RwLock<HashMap<u32, Arc<Exemplars>>>,
}

/// Where a series counts.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) first: u32,
    pub(crate) place: u32,
    /// Whether it is the series of those for which there was no room.
    pub(crate) is_overflow: bool,
}

impl Family {
    pub(crate) fn new(
        name: String,
        identifier: String,
        aggregation: Aggregation,
        limits: Limits,
        epoch: Instant,
    ) -> Self {
        Self {
            name,
            identifier,
            aggregation,
            description: OnceLock::new(),
            refused: OnceLock::new(),
            limits,
            epoch,
            table: RwLock::new(SeriesTable::new(limits.idle.is_some())),
            exponentials: RwLock::default(),
            overflows: RwLock::default(),
            of_code: AtomicUsize::new(0),
            looked: AtomicU32::new(0),
            overflow_warning: FirstTime::default(),
            exemplars: RwLock::default(),
        }
    }

    /// The buckets of a series of an exponential histogram, by its first cell.
    pub(crate) fn exponential(&self, first: u32) -> Option<Arc<Exponential>> {
        match self.aggregation {
            Aggregation::Exponential(_) => {
                self.exponentials.read().unwrap_or_else(PoisonError::into_inner).get(&first).map(Arc::clone)
            }
            _ => None,
        }
    }

    /// The exemplars of a series, which has some from now on.
    pub(crate) fn make_exemplars(&self, first: u32) -> Arc<Exemplars> {
        let mut exemplars = self.exemplars.write().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(Exemplars::new(self.aggregation.exemplars()));
        Arc::clone(exemplars.entry(first).or_insert_with(make))
    }

    /// Shows at most `most` series from a place on, and returns the place of the next one.
    #[inline]
    pub(crate) fn show(
        &self,
        from: u32,
        most: u32,
        mut show: impl FnMut(Labels<'_>, &SeriesSlot, Option<&Exemplars>),
    ) -> Option<u32> {
        let table = self.read();
        // Locked after the table.
        let exemplars = self.exemplars.read().unwrap_or_else(PoisonError::into_inner);
        let exemplars = Some(&*exemplars).filter(|exemplars| !exemplars.is_empty());
        let to = table.end().min(from.saturating_add(most));
        for place in from..to {
            if let Some((series, labels)) = table.view(place) {
                show(labels, series, exemplars.and_then(|all| all.get(&series.first)).map(|of| &**of));
            }
        }
        (to < table.end()).then_some(to)
    }

    pub(crate) fn is(&self, kind: MetricKind) -> bool {
        self.aggregation.is(kind)
    }

    /// Whether it has no series, not even hidden ones.
    pub(crate) fn is_empty(&self) -> bool {
        self.read().len() == 0
    }

    pub(super) fn read(&self) -> RwLockReadGuard<'_, SeriesTable> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self) -> RwLockWriteGuard<'_, SeriesTable> {
        self.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        let cells = self.aggregation.cells();
        self.table.get_mut().unwrap_or_else(PoisonError::into_inner).give_back(cells);
    }
}

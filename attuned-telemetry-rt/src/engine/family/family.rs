//! A metric: its kind, its description and its series.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicUsize};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::aggregation::{Aggregation, Description};
use super::departed::Departures;
use super::first_time::FirstTime;
use super::limits::Limits;
use super::metric_kind::MetricKind;
use super::series::table::{Labels, SeriesSlot, SeriesTable};
use crate::core::clock::Moment;
use crate::engine::exemplars::Exemplars;
use crate::engine::family::series::typed::typed_series::TypedSeries;
use crate::engine::histogram::exponential::exponential::Exponential;

/// A metric and its series.
pub(crate) struct Family {
    /// The name as it was first given.
    pub(crate) name: String,
    /// A name that is valid in every backend and unique among the metrics of the engine. The identifier of a counter
    /// ends in `_total`.
    pub(crate) identifier: String,
    pub(crate) aggregation: Aggregation,
    pub(crate) description: OnceLock<Description>,
    /// The cell that counts rejected values, set when the first value is rejected. `None` if no counter could be
    /// created.
    pub(crate) refused: OnceLock<Option<u32>>,
    pub(super) limits: Limits,
    /// When the engine was created.
    pub(super) epoch: Moment,
    pub(super) table: RwLock<SeriesTable>,
    /// The buckets of each series of an exponential histogram, by the first cell of the series. Lock order: after
    /// `table`.
    pub(super) exponentials: RwLock<HashMap<u32, Arc<Exponential>>>,
    /// The places of the overflow series. Lock order: after `table`.
    pub(super) overflows: RwLock<Vec<u32>>,
    /// The number of other series that do not count against the limit: those of annotated calls whose labels are fixed
    /// in the code or are `__other__`.
    pub(super) of_code: AtomicUsize,
    /// The time of the last check for idle series, in hundredths of a second. It wraps.
    pub(super) looked: AtomicU32,
    pub(crate) overflow_warning: FirstTime,
    /// The exemplars of each series that has any, by the first cell of the series. Lock order: after `table`.
    pub(super) exemplars: RwLock<HashMap<u32, Arc<Exemplars>>>,
    /// Who is told of series that are removed. The metrics of an engine share it.
    pub(super) departures: Arc<Departures>,
    /// The series of a typed counter, which has no others.
    pub(crate) typed: Option<Arc<TypedSeries>>,
}

/// A series in which a value is recorded.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) first: u32,
    pub(crate) place: u32,
    /// Whether this is an overflow series, because the metric has reached its limit.
    pub(crate) is_overflow: bool,
}

impl Family {
    pub(crate) fn new(
        name: String,
        identifier: String,
        aggregation: Aggregation,
        limits: Limits,
        epoch: Moment,
        departures: Arc<Departures>,
        typed: Option<Arc<TypedSeries>>,
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
            departures,
            typed,
        }
    }

    /// Returns the buckets of the series whose first cell is `first`. `None` if the metric is not an exponential
    /// histogram.
    pub(crate) fn exponential(&self, first: u32) -> Option<Arc<Exponential>> {
        match self.aggregation {
            Aggregation::Exponential(_) => {
                self.exponentials.read().unwrap_or_else(PoisonError::into_inner).get(&first).map(Arc::clone)
            }
            _ => None,
        }
    }

    /// Returns the exemplars of a series, and creates them if there are none.
    pub(crate) fn make_exemplars(&self, first: u32) -> Arc<Exemplars> {
        let mut exemplars = self.exemplars.write().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(Exemplars::new(self.aggregation.exemplars()));
        Arc::clone(exemplars.entry(first).or_insert_with(make))
    }

    /// Calls `show` with the labels, slot and exemplars of up to `max` series, starting at place `from`, until it
    /// returns `false`. Returns the place to continue from, or `None` at the end.
    #[inline]
    pub(crate) fn show(
        &self,
        from: u32,
        max: u32,
        mut show: impl FnMut(Labels<'_>, &SeriesSlot, Option<&Exemplars>) -> bool,
    ) -> Option<u32> {
        let table = self.read();
        // Lock order: after `table`.
        let exemplars = self.exemplars.read().unwrap_or_else(PoisonError::into_inner);
        let exemplars = Some(&*exemplars).filter(|exemplars| !exemplars.is_empty());
        let mut to = table.end().min(from.saturating_add(max));
        for place in from..to {
            if let Some((series, labels)) = table.view(place) {
                let exemplars = exemplars.and_then(|all| all.get(&series.first)).map(|of| &**of);
                if !show(labels, series, exemplars) {
                    to = place + 1;
                    break;
                }
            }
        }
        (to < table.end()).then_some(to)
    }

    /// Calls `scope` with the table of the series. No series is added or removed meanwhile.
    #[cfg(feature = "adapters")]
    pub(crate) fn inspect<R>(&self, scope: impl FnOnce(&SeriesTable) -> R) -> R {
        scope(&self.read())
    }

    pub(crate) fn is(&self, kind: MetricKind) -> bool {
        match (&self.typed, kind) {
            (Some(typed), MetricKind::TypedCounter(definition)) => typed.is_of(definition),
            (Some(_), _) => false,
            (None, kind) => self.aggregation.is(kind),
        }
    }

    /// Returns whether the metric has no series, hidden ones included.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.typed {
            Some(typed) => typed.is_empty(),
            None => self.read().len() == 0,
        }
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

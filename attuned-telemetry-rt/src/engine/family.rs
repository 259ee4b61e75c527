//! One metric: its kind, what it means, and its series.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Instant;

use metrics::Unit;

use super::bounds::Bounds;
use super::cells::Range;
use super::recorder::Sort;
use super::series_table::SeriesTable;

/// What a metric is.
#[derive(Debug)]
pub(crate) enum Kind {
    Counter,
    Gauge,
    /// With the bounds of its buckets.
    Histogram(Arc<Bounds>),
}

/// What a metric means.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) text: String,
    pub(crate) unit: Option<Unit>,
}

impl Description {
    /// The unit, if the name ends in it.
    pub(crate) fn unit_of(&self, name: &str) -> Option<&'static str> {
        let unit = self.unit?.as_str();
        name.strip_suffix(unit).is_some_and(|before| before.ends_with('_')).then_some(unit)
    }
}

/// One metric and its series.
pub(crate) struct Family {
    /// As it is shown: a counter's name ends in `_total`.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) description: OnceLock<Description>,
    /// The most series that it has, those of the overflow not counted.
    limit: usize,
    /// When the engine was made.
    epoch: Instant,
    table: RwLock<SeriesTable>,
    has_warned: AtomicBool,
}

/// The most series of the overflow: they differ in the names of their labels only.
const MOST_OVERFLOWS: usize = 16;

/// Where a series counts.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) first: u32,
    /// Whether it is the series of those for which there was no room.
    pub(crate) is_overflow: bool,
}

impl Kind {
    /// How many cells a series has. A gauge has a value and what is counted up and down, a histogram a sum and its buckets.
    fn cells(&self) -> u32 {
        match self {
            Self::Counter => 1,
            Self::Gauge => 2,
            Self::Histogram(bounds) => 1 + bounds.buckets(),
        }
    }
}

impl Family {
    pub(crate) fn new(name: String, kind: Kind, limit: usize, epoch: Instant) -> Self {
        Self {
            name,
            kind,
            description: OnceLock::new(),
            limit,
            epoch,
            table: RwLock::default(),
            has_warned: AtomicBool::new(false),
        }
    }

    /// The series with these labels, or the one of those for which there is no room, which `others` names. `None` if
    /// there is no memory that could be numbered.
    pub(crate) fn series(&self, labels: &str, others: impl FnOnce() -> String) -> Option<Found> {
        if let Some(found) = self.find(labels) {
            return Some(found);
        }
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = table.find(labels) {
            return self.found(&table, place);
        }
        if table.len() < self.limit {
            let place = self.add(&mut table, labels)?;
            return self.found(&table, place);
        }
        let others = if table.len() < self.limit.saturating_add(MOST_OVERFLOWS) { others() } else { String::new() };
        let place = table.find(&others).or_else(|| self.add(&mut table, &others))?;
        self.found(&table, place).map(|found| Found { is_overflow: true, ..found })
    }

    fn find(&self, labels: &str) -> Option<Found> {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        let place = table.find(labels)?;
        self.found(&table, place)
    }

    fn found(&self, table: &SeriesTable, place: u32) -> Option<Found> {
        let first = table.get(place)?.first;
        Some(Found { first, is_overflow: false })
    }

    fn add(&self, table: &mut SeriesTable, labels: &str) -> Option<u32> {
        let created = self.epoch.elapsed().as_millis() / 10;
        table.add(labels, Range::new(self.kind.cells())?, u32::try_from(created).unwrap_or(u32::MAX))
    }

    /// Shows the series from a place on, no more than `most`, and says where to go on.
    pub(crate) fn show(&self, from: u32, most: u32, mut show: impl FnMut(&str, u32, u32)) -> Option<u32> {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        for place in from..from.saturating_add(most) {
            let series = table.get(place)?;
            show(table.labels(place), series.first, series.created);
        }
        Some(from.saturating_add(most))
    }

    /// Whether it is time to warn of the overflow: once.
    pub(crate) fn warns_of_overflow(&self) -> bool {
        !self.has_warned.swap(true, Ordering::Relaxed)
    }

    pub(crate) fn is(&self, sort: Sort) -> bool {
        matches!(
            (&self.kind, sort),
            (Kind::Counter, Sort::Counter) | (Kind::Gauge, Sort::Gauge) | (Kind::Histogram(_), Sort::Histogram)
        )
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.table.read().unwrap_or_else(PoisonError::into_inner).len() == 0
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        let cells = self.kind.cells();
        self.table.get_mut().unwrap_or_else(PoisonError::into_inner).give_back(cells);
    }
}

//! The cardinality limit: the maximum number of series of a metric.
//!
//! When a metric has reached its limit, values for new label values are recorded in an overflow series.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use super::aggregation::Aggregation;
use super::family::{Family, Found};
use super::idle::keep;
use super::series::created::Created;
use super::series::table::SeriesTable;
use crate::engine::cells::Range;
use crate::engine::histogram::exponential::exponential::Exponential;
use crate::engine::labels::{Pair, others};

/// The maximum number of overflow series with different label names. One more overflow series has no labels.
const MAX_OVERFLOWS: usize = 16;

impl Family {
    /// Returns the series with these labels, or an overflow series if the metric has reached its limit. A new series
    /// uses the cells that `cells` returns. Returns `None` if no cells are left.
    ///
    /// Adds a handle to the series. The caller must [release](Self::let_go) it.
    pub(crate) fn series(&self, labels: &[Pair<'_>], cells: impl FnOnce() -> Option<Range>) -> Option<Found> {
        if let Some(found) = self.find(labels) {
            return Some(found);
        }
        let mut table = self.write();
        if let Some(place) = table.find(labels) {
            return found(&table, place, false);
        }
        let mut overflows = self.overflows.write().unwrap_or_else(PoisonError::into_inner);
        if self.counted(&table, &overflows) >= self.limits.series {
            self.look_at_all(&mut table);
        }
        if self.counted(&table, &overflows) < self.limits.series {
            let place = self.add(&mut table, labels, cells)?;
            return found(&table, place, false);
        }
        let mut others = others(labels);
        if table.find(&others).is_none() && overflows.len() >= MAX_OVERFLOWS {
            others.clear();
        }
        let place = match table.find(&others) {
            Some(place) => place,
            None => {
                let place = self.add(&mut table, &others, cells)?;
                overflows.push(place);
                place
            }
        };
        keep(&table, place);
        found(&table, place, true)
    }

    /// Returns the series with these labels, and creates it even if the metric has reached its limit. The series counts
    /// against the limit unless `of_code` is set.
    ///
    /// Adds a handle to the series, as [`series`](Self::series) does.
    pub(crate) fn admit(
        &self,
        labels: &[Pair<'_>],
        of_code: bool,
        cells: impl FnOnce() -> Option<Range>,
    ) -> Option<Found> {
        let known = {
            let table = self.read();
            table.find(labels).and_then(|place| found(&table, place, false))
        };
        if known.is_some() {
            return known;
        }
        let mut table = self.write();
        let place = match table.find(labels) {
            Some(place) => place,
            None => {
                let place = self.add(&mut table, labels, cells)?;
                self.of_code.fetch_add(of_code.into(), Ordering::Relaxed);
                place
            }
        };
        found(&table, place, false)
    }

    /// Returns whether there is a series with these labels.
    pub(crate) fn knows(&self, labels: &[Pair<'_>]) -> bool {
        self.read().find(labels).is_some()
    }

    /// Returns whether `count` more series fit within the limit.
    pub(crate) fn has_capacity(&self, count: usize) -> bool {
        let is_free = |table: &SeriesTable| {
            let overflows = self.overflows.read().unwrap_or_else(PoisonError::into_inner);
            self.counted(table, &overflows).saturating_add(count) <= self.limits.series
        };
        if is_free(&self.read()) {
            return true;
        }
        if !self.is_due() {
            return false;
        }
        let mut table = self.write();
        self.look_at_all(&mut table);
        is_free(&table)
    }

    /// Returns the number of series that count against the limit.
    fn counted(&self, table: &SeriesTable, overflows: &[u32]) -> usize {
        table.len().saturating_sub(overflows.len() + self.of_code.load(Ordering::Relaxed))
    }

    /// Returns the series with these labels if it exists. Otherwise, if the metric has reached its limit and no check
    /// for idle series is due, returns the overflow series if it exists.
    ///
    /// This takes only read locks, so that labels with unbounded values do not slow down other threads.
    fn find(&self, labels: &[Pair<'_>]) -> Option<Found> {
        let table = self.read();
        if let Some(place) = table.find(labels) {
            return found(&table, place, false);
        }
        let overflows = self.overflows.read().unwrap_or_else(PoisonError::into_inner);
        if self.counted(&table, &overflows) < self.limits.series || self.is_due() {
            return None;
        }
        let without_labels = || if overflows.len() < MAX_OVERFLOWS { None } else { table.find(&[]) };
        let place = table.find(&others(labels)).or_else(without_labels)?;
        found(&table, place, true)
    }

    /// Adds a series to the table, and returns its place. A series without labels never expires.
    fn add(&self, table: &mut SeriesTable, labels: &[Pair<'_>], cells: impl FnOnce() -> Option<Range>) -> Option<u32> {
        let cells = cells()?;
        let first = cells.first;
        let place = table.add(labels, cells, Created::after(self.epoch.elapsed().unwrap_or_default()), self.clock())?;
        if labels.is_empty() {
            keep(table, place);
        }
        if let Aggregation::Exponential(schema) = self.aggregation {
            let mut exponentials = self.exponentials.write().unwrap_or_else(PoisonError::into_inner);
            exponentials.insert(first, Arc::new(Exponential::new(first, schema)));
        }
        Some(place)
    }
}

/// Returns the series at a place, and adds a handle to it.
fn found(table: &SeriesTable, place: u32, is_overflow: bool) -> Option<Found> {
    let first = table.get(place)?.first;
    if let Some(last_used) = &table.last_used {
        last_used.hold(place);
    }
    Some(Found { first, place, is_overflow })
}

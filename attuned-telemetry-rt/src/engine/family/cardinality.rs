//! Which series a metric has room for.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use super::aggregation::Aggregation;
use super::family::{Family, Found};
use super::idle::keep;
use super::table::SeriesTable;
use crate::engine::cells::Range;
use crate::engine::histogram::exponential::exponential::Exponential;

/// The most series of the overflow that differ in the names of their labels. One more has no labels.
const MOST_OVERFLOWS: usize = 16;

impl Family {
    /// The series with these labels, or the one of those for which there is no room, which `others` names. A new one
    /// counts in the `cells`. `None` if there is no memory that could be numbered.
    ///
    /// The series is held: whoever is done with it lets go of it.
    pub(crate) fn series(
        &self,
        labels: &str,
        others: impl Fn() -> String,
        cells: impl FnOnce() -> Option<Range>,
    ) -> Option<Found> {
        if let Some(found) = self.find(labels, &others) {
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
        let mut others = others();
        if table.find(&others).is_none() && overflows.len() >= MOST_OVERFLOWS {
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

    /// The series with these labels, whether there is room or not. The limit counts it unless it is `of_code`.
    pub(crate) fn admit(&self, labels: &str, of_code: bool, cells: impl FnOnce() -> Option<Range>) -> Option<Found> {
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

    /// Whether there is a series with these labels.
    pub(crate) fn knows(&self, labels: &str) -> bool {
        self.read().find(labels).is_some()
    }

    /// Whether there is room for so many series more.
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

    /// How many series the limit counts.
    fn counted(&self, table: &SeriesTable, overflows: &[u32]) -> usize {
        table.len().saturating_sub(overflows.len() + self.of_code.load(Ordering::Relaxed))
    }

    /// A series that there is, or that of the overflow if the metric is full and stays so: strangers who choose labels
    /// keep nobody waiting then.
    fn find(&self, labels: &str, others: impl Fn() -> String) -> Option<Found> {
        let table = self.read();
        if let Some(place) = table.find(labels) {
            return found(&table, place, false);
        }
        let overflows = self.overflows.read().unwrap_or_else(PoisonError::into_inner);
        if self.counted(&table, &overflows) < self.limits.series || self.is_due() {
            return None;
        }
        let without_labels = || if overflows.len() < MOST_OVERFLOWS { None } else { table.find("") };
        let place = table.find(&others()).or_else(without_labels)?;
        found(&table, place, true)
    }

    fn add(&self, table: &mut SeriesTable, labels: &str, cells: impl FnOnce() -> Option<Range>) -> Option<u32> {
        let cells = cells()?;
        let first = cells.first;
        let place = table.add(labels, cells, u32::try_from(self.now()).unwrap_or(u32::MAX))?;
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

/// A series that somebody will have a handle of.
fn found(table: &SeriesTable, place: u32, is_overflow: bool) -> Option<Found> {
    let first = table.get(place)?.first;
    if let Some(last_used) = &table.last_used {
        last_used.hold(place);
    }
    Some(Found { first, place, is_overflow })
}

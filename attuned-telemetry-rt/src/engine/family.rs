//! One metric: its kind, what it means, and its series.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Instant;

use super::cells::{Range, Reader};
use super::exemplars::Exemplars;
use super::exponential::Exponential;
pub(crate) use super::kind::{BUCKETS, Description, Kind, histograms_with};
pub(crate) use super::limits::{Limits, Once};
pub(crate) use super::recorder::Sort;
use super::series_table::SeriesTable;
use super::uses::Verdict;

/// One metric and its series.
pub(crate) struct Family {
    /// As it is shown: a counter's name ends in `_total`.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) description: OnceLock<Description>,
    /// Where is counted what was refused.
    pub(crate) refused: OnceLock<Option<u32>>,
    limits: Limits,
    /// When the engine was made.
    epoch: Instant,
    table: RwLock<SeriesTable>,
    /// The buckets of each series of an exponential histogram, by its first cell. Locked after the table.
    exponentials: RwLock<HashMap<u32, Arc<Exponential>>>,
    /// The series of the overflow.
    overflows: RwLock<Vec<u32>>,
    /// How many series there are besides that the limit does not count: those of code, whatever it is called with.
    of_code: AtomicUsize,
    /// When somebody last looked for idle series.
    looked: AtomicU32,
    pub(crate) overflow_warning: Once,
    /// The exemplars of the series that have some, by their first cells. Locked after the table.
    exemplars: RwLock<HashMap<u32, Arc<Exemplars>>>,
}

/// The most series of the overflow that differ in the names of their labels. One more has no labels.
const MOST_OVERFLOWS: usize = 16;

/// Where a series counts.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) first: u32,
    pub(crate) place: u32,
    /// Whether it is the series of those for which there was no room.
    pub(crate) is_overflow: bool,
}

impl Family {
    pub(crate) fn new(name: String, kind: Kind, limits: Limits, epoch: Instant) -> Self {
        Self {
            name,
            kind,
            description: OnceLock::new(),
            refused: OnceLock::new(),
            limits,
            epoch,
            table: RwLock::new(SeriesTable::new(limits.idle.is_some())),
            exponentials: RwLock::default(),
            overflows: RwLock::default(),
            of_code: AtomicUsize::new(0),
            looked: AtomicU32::new(0),
            overflow_warning: Once::default(),
            exemplars: RwLock::default(),
        }
    }

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
                self.of_code.fetch_add(of_code.into(), Ordering::Relaxed);
                self.add(&mut table, labels, cells)?
            }
        };
        found(&table, place, false)
    }

    /// Whether there is a series with these labels.
    pub(crate) fn knows(&self, labels: &str) -> bool {
        self.read().find(labels).is_some()
    }

    /// Whether there is room for so many series more.
    pub(crate) fn has_room(&self, count: usize) -> bool {
        let is_free = |table: &SeriesTable| {
            let overflows = self.overflows.read().unwrap_or_else(PoisonError::into_inner);
            self.counted(table, &overflows).saturating_add(count) <= self.limits.series
        };
        if is_free(&self.read()) || self.limits.idle.is_none() {
            return is_free(&self.read());
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
        if let Kind::Exponential(schema) = self.kind {
            let mut exponentials = self.exponentials.write().unwrap_or_else(PoisonError::into_inner);
            exponentials.insert(first, Arc::new(Exponential::new(first, schema)));
        }
        Some(place)
    }

    /// The buckets of a series of an exponential histogram, by its first cell.
    pub(crate) fn exponential(&self, first: u32) -> Option<Arc<Exponential>> {
        match self.kind {
            Kind::Exponential(_) => {
                self.exponentials.read().unwrap_or_else(PoisonError::into_inner).get(&first).map(Arc::clone)
            }
            _ => None,
        }
    }

    /// The exemplars of a series, which has some from now on.
    pub(crate) fn make_exemplars(&self, first: u32) -> Arc<Exemplars> {
        let mut exemplars = self.exemplars.write().unwrap_or_else(PoisonError::into_inner);
        let make = || Arc::new(Exemplars::new(self.kind.exemplars()));
        Arc::clone(exemplars.entry(first).or_insert_with(make))
    }

    /// A handle of a series is gone. It takes a lock only if idle series expire.
    pub(crate) fn let_go(&self, place: u32) {
        if self.limits.idle.is_some() {
            self.read().uses.iter().for_each(|uses| uses.let_go(place));
        }
    }

    /// The series never expires.
    pub(crate) fn keep(&self, place: u32) {
        if self.limits.idle.is_some() {
            keep(&self.read(), place);
        }
    }

    /// Hides the series that are idle from a place on, no more than `most`, and takes those away of which nobody has a
    /// handle. If it [is not due](Self::take_turn), it looks only whether hidden ones are used again.
    pub(crate) fn look_for_idle(&self, from: u32, most: u32, is_due: bool, reader: &mut Reader) {
        if self.limits.idle.is_none() {
            return;
        }
        let places = |table: &SeriesTable| from..table.end().min(from.saturating_add(most));
        let all_shown = |table: &SeriesTable| places(table).all(|place| table.shown(place).is_some());
        if !is_due && all_shown(&self.read()) {
            return;
        }
        let mut table = self.write();
        // What was counted before the lock was taken is seen.
        reader.look_again();
        places(&table).for_each(|place| self.look(&mut table, place, is_due, reader));
    }

    /// The same at once, for one who has the lock.
    fn look_at_all(&self, table: &mut SeriesTable) {
        if self.take_turn() {
            let mut reader = Reader::new();
            (0..table.end()).for_each(|place| self.look(table, place, true, &mut reader));
        }
    }

    /// Whether it is time to look.
    fn is_due(&self) -> bool {
        let Some(idle) = self.idle() else { return false };
        self.clock().wrapping_sub(self.looked.load(Ordering::Relaxed)) >= (idle / 8).max(1)
    }

    /// The same for one who looks then, at all series. That is no more often than eight times in the time in which a
    /// series becomes idle; a hidden series is looked at every time.
    pub(crate) fn take_turn(&self) -> bool {
        let is_due = self.is_due();
        if is_due {
            self.looked.store(self.clock(), Ordering::Relaxed);
        }
        is_due
    }

    fn look(&self, table: &mut SeriesTable, place: u32, is_due: bool, reader: &mut Reader) {
        let Some(idle) = self.idle() else { return };
        let Some(first) = table.get(place).map(|series| series.first) else { return };
        if !is_due && table.shown(place).is_some() {
            return;
        }
        let value = match self.exponential(first) {
            Some(exponential) => exponential.count(),
            None => self.kind.value(first, reader),
        };
        let verdict = table.uses.as_mut().map(|uses| uses.look(place, value, self.clock(), idle));
        if verdict == Some(Verdict::Goes) && table.remove(place).is_some() {
            self.exponentials.write().unwrap_or_else(PoisonError::into_inner).remove(&first);
            self.exemplars.write().unwrap_or_else(PoisonError::into_inner).remove(&first);
            drop(Range::from_first(first, self.kind.cells()));
        }
    }

    /// Hundredths of a second since the engine was made.
    fn now(&self) -> u128 {
        self.epoch.elapsed().as_millis() / 10
    }

    /// The same in 32 bits, of which only differences say something.
    #[expect(clippy::cast_possible_truncation, reason = "it is meant to wrap")]
    fn clock(&self) -> u32 {
        self.now() as u32
    }

    fn idle(&self) -> Option<u32> {
        let idle = self.limits.idle?;
        Some(u32::try_from(idle.as_millis() / 10).unwrap_or(u32::MAX).max(1))
    }

    /// Shows the series from a place on, no more than `most`, and says where to go on: their labels, their first cells,
    /// when they were made, and their exemplars.
    pub(crate) fn show(
        &self,
        from: u32,
        most: u32,
        mut show: impl FnMut(&str, u32, u32, Option<&Exemplars>),
    ) -> Option<u32> {
        let table = self.read();
        // Locked after the table.
        let exemplars = self.exemplars.read().unwrap_or_else(PoisonError::into_inner);
        let exemplars = |first| if exemplars.is_empty() { None } else { exemplars.get(&first).map(|of| &**of) };
        let to = table.end().min(from.saturating_add(most));
        for place in from..to {
            if let Some(series) = table.shown(place) {
                show(table.labels(place), series.first, series.created, exemplars(series.first));
            }
        }
        (to < table.end()).then_some(to)
    }

    pub(crate) fn is(&self, sort: Sort) -> bool {
        self.kind.is(sort)
    }

    /// Whether it has no series, not even hidden ones.
    pub(crate) fn is_empty(&self) -> bool {
        self.read().len() == 0
    }

    fn read(&self) -> RwLockReadGuard<'_, SeriesTable> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, SeriesTable> {
        self.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A series that somebody will have a handle of.
fn found(table: &SeriesTable, place: u32, is_overflow: bool) -> Option<Found> {
    let first = table.get(place)?.first;
    if let Some(uses) = &table.uses {
        uses.hold(place);
    }
    Some(Found { first, place, is_overflow })
}

fn keep(table: &SeriesTable, place: u32) {
    if let Some(uses) = &table.uses {
        uses.keep(place);
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        let cells = self.kind.cells();
        self.table.get_mut().unwrap_or_else(PoisonError::into_inner).give_back(cells);
    }
}

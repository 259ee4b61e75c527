//! Series whose value has not changed for long.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::family::Family;
use super::last_used::Retention;
use super::table::SeriesTable;
use crate::engine::cells::{Range, Reader};

impl Family {
    /// A handle of a series is gone. It takes a lock only if idle series expire.
    pub(crate) fn let_go(&self, place: u32) {
        if self.limits.idle.is_some() {
            self.read().last_used.iter().for_each(|last_used| last_used.let_go(place));
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
    pub(super) fn look_at_all(&self, table: &mut SeriesTable) {
        if self.take_turn() {
            let mut reader = Reader::new();
            (0..table.end()).for_each(|place| self.look(table, place, true, &mut reader));
        }
    }

    /// Whether it is time to look.
    pub(super) fn is_due(&self) -> bool {
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
            None => self.aggregation.value(first, reader),
        };
        let verdict = table.last_used.as_mut().map(|last_used| last_used.look(place, value, self.clock(), idle));
        if verdict == Some(Retention::Goes) && table.remove(place).is_some() {
            self.exponentials.write().unwrap_or_else(PoisonError::into_inner).remove(&first);
            self.exemplars.write().unwrap_or_else(PoisonError::into_inner).remove(&first);
            drop(Range::from_first(first, self.aggregation.cells()));
        }
    }

    /// Hundredths of a second since the engine was made.
    pub(super) fn now(&self) -> u128 {
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
}

pub(super) fn keep(table: &SeriesTable, place: u32) {
    if let Some(last_used) = &table.last_used {
        last_used.keep(place);
    }
}

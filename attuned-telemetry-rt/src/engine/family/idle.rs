//! Expiry of idle series: series in which nothing was recorded for the idle timeout.
//!
//! A series that becomes idle is hidden from snapshots. It is removed once no handle refers to it.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::family::Family;
use super::series::last_used::Retention;
use super::series::table::SeriesTable;
use crate::engine::cells::{Range, Reader};

impl Family {
    /// Releases one handle of a series. Takes a lock only if idle series expire.
    pub(crate) fn let_go(&self, place: u32) {
        if self.limits.idle.is_some() {
            self.read().last_used.iter().for_each(|last_used| last_used.let_go(place));
        }
    }

    /// Exempts a series from expiry.
    pub(crate) fn keep(&self, place: u32) {
        if self.limits.idle.is_some() {
            keep(&self.read(), place);
        }
    }

    /// Whether idle series expire.
    pub(crate) fn expires(&self) -> bool {
        self.limits.idle.is_some()
    }

    /// Marks a series as used. This is for writes that cannot be seen in the cells, such as adding zero to a counter.
    pub(crate) fn mark(&self, place: u32) {
        if self.expires() {
            self.read().last_used.iter().for_each(|last_used| last_used.mark(place));
        }
    }

    /// Checks up to `max` series, starting at place `from`. Hides the idle ones, and removes those without handles.
    ///
    /// If the check [is not due](Self::take_turn), only hidden series are checked, and shown again if they were used.
    pub(crate) fn look_for_idle(&self, from: u32, max: u32, is_due: bool, reader: &mut Reader) {
        if self.limits.idle.is_none() {
            return;
        }
        let places = |table: &SeriesTable| from..table.end().min(from.saturating_add(max));
        let all_shown = |table: &SeriesTable| places(table).all(|place| table.shown(place).is_some());
        if !is_due && all_shown(&self.read()) {
            return;
        }
        let mut table = self.write();
        // The reader must see every value recorded before the lock was taken.
        reader.look_again();
        places(&table).for_each(|place| self.look(&mut table, place, is_due, reader));
    }

    /// Checks all series if the check is due. The caller holds the lock.
    pub(super) fn look_at_all(&self, table: &mut SeriesTable) {
        if self.take_turn() {
            let mut reader = Reader::new();
            (0..table.end()).for_each(|place| self.look(table, place, true, &mut reader));
        }
    }

    /// Returns whether a check for idle series is due: at most eight times per idle timeout.
    pub(super) fn is_due(&self) -> bool {
        let Some(idle) = self.idle() else { return false };
        self.clock().wrapping_sub(self.looked.load(Ordering::Relaxed)) >= (idle / 8).max(1)
    }

    /// Returns whether a check for idle series is due, and if so, records that it happens now. The caller must then
    /// check all series.
    pub(crate) fn take_turn(&self) -> bool {
        let is_due = self.is_due();
        if is_due {
            self.looked.store(self.clock(), Ordering::Relaxed);
        }
        is_due
    }

    /// Checks one series: hides it, shows it again or removes it.
    fn look(&self, table: &mut SeriesTable, place: u32, is_due: bool, reader: &mut Reader) {
        let Some(idle) = self.idle() else { return };
        let Some(first) = table.get(place).map(|series| series.first) else { return };
        if !is_due && table.shown(place).is_some() {
            return;
        }
        let usage = match self.exponential(first) {
            Some(exponential) => exponential.count(),
            None => self.aggregation.usage(first, reader),
        };
        let verdict = table.last_used.as_mut().map(|last_used| last_used.look(place, usage, self.clock(), idle));
        if verdict != Some(Retention::Goes) {
            return;
        }
        self.departures.tell(|| self.departed(table, place, reader));
        if table.remove(place).is_some() {
            self.exponentials.write().unwrap_or_else(PoisonError::into_inner).remove(&first);
            self.exemplars.write().unwrap_or_else(PoisonError::into_inner).remove(&first);
            drop(Range::from_first(first, self.aggregation.cells()));
        }
    }

    /// Returns the time since the engine was created, in hundredths of a second. The value wraps around after 497 days,
    /// so only differences are meaningful. It is always 0 if the target has no clock, so that no series is idle.
    #[expect(clippy::cast_possible_truncation, reason = "wrapping is intended")]
    pub(super) fn clock(&self) -> u32 {
        (self.epoch.elapsed().unwrap_or_default().as_millis() / 10) as u32
    }

    /// Returns the idle timeout in hundredths of a second, at least 1 and at most 497 days. `None` if series do not
    /// expire.
    fn idle(&self) -> Option<u32> {
        let idle = self.limits.idle?;
        Some(u32::try_from(idle.as_millis() / 10).unwrap_or(u32::MAX).max(1))
    }
}

/// Exempts a series from expiry.
pub(super) fn keep(table: &SeriesTable, place: u32) {
    if let Some(last_used) = &table.last_used {
        last_used.keep(place);
    }
}

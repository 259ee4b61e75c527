//! The time of last use of each series, for metrics whose idle series expire.
//!
//! Recording a value does not read the clock, which would be slow. Instead, each check for idle series compares a
//! number that changes with each write with the number at the previous check.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The usage of each series of a metric, indexed by the place of the series.
#[derive(Default)]
pub(crate) struct LastUsed(Vec<Usage>);

/// The usage of one series.
#[derive(Default)]
struct Usage {
    /// The number at the last check.
    seen: u64,
    /// The time at which `seen` was first seen, in hundredths of a second. The clock wraps, so only differences are
    /// meaningful.
    since: u32,
    /// The number of handles. 2<sup>32</sup> handles would take more than 300 GB.
    handles: AtomicU32,
    /// Whether there was a write since the last check that did not change the number.
    is_marked: AtomicBool,
    /// Whether the series is exempt from expiry.
    is_lasting: AtomicBool,
    is_hidden: bool,
}

// A metric has one for each series.
const _: () = assert!(size_of::<Usage>() == 24);

/// Whether a series stays in the table.
#[derive(Debug, PartialEq)]
pub(crate) enum Retention {
    Stays,
    /// The series is idle and has no handles.
    Goes,
}

impl LastUsed {
    /// Starts to track a new series.
    pub(crate) fn begin(&mut self, place: u32, since: u32) {
        let place = place as usize;
        if self.0.len() <= place {
            self.0.reserve_exact(1 + self.0.len() / 8);
            self.0.resize_with(place + 1, Usage::default);
        }
        self.0[place] = Usage { since, ..Usage::default() };
    }

    pub(crate) fn is_shown(&self, place: u32) -> bool {
        self.0.get(place as usize).is_none_or(|series| !series.is_hidden)
    }

    /// Adds a handle.
    pub(crate) fn hold(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.handles.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Releases a handle.
    pub(crate) fn let_go(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.handles.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Marks a series as used.
    pub(crate) fn mark(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.is_marked.store(true, Ordering::Relaxed);
        }
    }

    /// Exempts a series from expiry.
    pub(crate) fn keep(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.is_lasting.store(true, Ordering::Relaxed);
        }
    }

    /// Hides a series if the number of its usage has not changed for the timeout `idle` and it was not marked, and
    /// shows it again if it was used. Returns [`Retention::Goes`] if the series is idle and has no handles. Times are
    /// in hundredths of a second.
    pub(crate) fn look(&mut self, place: u32, usage: u64, now: u32, idle: u32) -> Retention {
        let Some(series) = self.0.get_mut(place as usize) else { return Retention::Stays };
        let is_marked = std::mem::take(series.is_marked.get_mut());
        if is_marked || series.seen != usage || *series.is_lasting.get_mut() {
            (series.seen, series.since, series.is_hidden) = (usage, now, false);
        } else if now.wrapping_sub(series.since) >= idle {
            series.is_hidden = true;
            if *series.handles.get_mut() == 0 {
                return Retention::Goes;
            }
        }
        Retention::Stays
    }
}

//! The time of last use of each series, for metrics whose idle series expire.
//!
//! Recording a value does not read the clock, which would be slow. Instead, each check for idle series compares the
//! current value of a series with the value at the previous check.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The usage of each series of a metric, indexed by the place of the series.
#[derive(Default)]
pub(crate) struct LastUsed(Vec<Usage>);

/// The usage of one series.
#[derive(Default)]
struct Usage {
    /// The value at the last check.
    seen: u64,
    /// The time at which `seen` was first seen, in hundredths of a second. The clock wraps, so only differences are
    /// meaningful.
    since: u32,
    /// The number of handles.
    handles: AtomicU32,
    /// Whether the series is exempt from expiry.
    is_lasting: AtomicBool,
    is_hidden: bool,
}

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

    /// Exempts a series from expiry.
    pub(crate) fn keep(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.is_lasting.store(true, Ordering::Relaxed);
        }
    }

    /// Hides a series if its `value` has not changed for the timeout `idle`, and shows it again if the value has
    /// changed. Returns [`Retention::Goes`] if the series is idle and has no handles. Times are in hundredths of a
    /// second.
    pub(crate) fn look(&mut self, place: u32, value: u64, now: u32, idle: u32) -> Retention {
        let Some(series) = self.0.get_mut(place as usize) else { return Retention::Stays };
        if series.seen != value || *series.is_lasting.get_mut() {
            (series.seen, series.since, series.is_hidden) = (value, now, false);
        } else if now.wrapping_sub(series.since) >= idle {
            series.is_hidden = true;
            if *series.handles.get_mut() == 0 {
                return Retention::Goes;
            }
        }
        Retention::Stays
    }
}

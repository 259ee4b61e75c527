//! When series were last used, for metrics whose idle series expire.
//!
//! Nobody looks at a clock when a value is counted: whoever shows the metrics compares each value with the one that it
//! saw last.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// When each series of a metric was last used, by its place.
#[derive(Default)]
pub(crate) struct LastUsed(Vec<Usage>);

/// When a series was last used.
#[derive(Default)]
struct Usage {
    /// Its value when somebody last looked.
    seen: u64,
    /// When that value was first seen, in hundredths of a second; only differences say something.
    since: u32,
    /// How many handles of it there are.
    handles: AtomicU32,
    /// Whether it never expires.
    is_lasting: AtomicBool,
    is_hidden: bool,
}

/// What is to be done about a series.
#[derive(Debug, PartialEq)]
pub(crate) enum Retention {
    Stays,
    /// It is idle and nobody has a handle of it.
    Goes,
}

impl LastUsed {
    /// A series begins at this place.
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

    /// There is one handle more.
    pub(crate) fn hold(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.handles.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// There is one handle less.
    pub(crate) fn let_go(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.handles.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// The series never expires.
    pub(crate) fn keep(&self, place: u32) {
        if let Some(series) = self.0.get(place as usize) {
            series.is_lasting.store(true, Ordering::Relaxed);
        }
    }

    /// Looks whether a series was used since somebody last looked.
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

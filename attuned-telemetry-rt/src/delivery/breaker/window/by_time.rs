//! The latest calls, by time.

use std::time::{Duration, Instant};

use super::totals::{Call, Totals};

/// The parts of a window. The window slides in steps of one part.
const PARTS: u8 = 60;

/// A ring of parts of equal duration.
///
/// ```text
/// parts   [ 60 ] [ 61 ] [ 2 ] [ 3 ] … [ 59 ]     the number of the part since the first call
///                latest ^     ^ the oldest; the next part replaces part 2
/// ```
///
/// A call is in the window for at least 59/60 of its duration, and never for longer than its duration.
pub(crate) struct ByTime {
    nanos_of_part: u64,
    /// The start of part 0: the time of the first call.
    start: Option<Instant>,
    latest: u64,
    parts: [Totals; PARTS as usize],
    totals: Totals,
}

impl ByTime {
    pub(super) fn new(duration: Duration) -> Self {
        let nanos_of_part = nanos(duration / u32::from(PARTS)).max(1);
        let (parts, totals) = ([Totals::default(); PARTS as usize], Totals::default());
        Self { nanos_of_part, start: None, latest: 0, parts, totals }
    }

    /// Adds a call that ended now. A call with an earlier time than the one before is added to the latest part.
    pub(super) fn record(&mut self, call: Call, now: Instant) {
        let start = *self.start.get_or_insert(now);
        self.slide_to(nanos(now.saturating_duration_since(start)) / self.nanos_of_part);
        self.totals.add(call);
        if let Some(part) = self.parts.get_mut(place(self.latest)) {
            part.add(call);
        }
    }

    /// Empties the parts that begin after the latest one.
    fn slide_to(&mut self, part: u64) {
        if part <= self.latest {
            return;
        }
        let steps = (part - self.latest).min(PARTS.into());
        for passed in part - steps + 1..=part {
            if let Some(part) = self.parts.get_mut(place(passed)) {
                *part = Totals::default();
            }
        }
        self.latest = part;
        self.totals = self.parts.iter().fold(Totals::default(), Totals::plus);
    }

    pub(super) fn totals(&self) -> Totals {
        self.totals
    }

    pub(super) fn clear(&mut self) {
        (self.start, self.latest, self.totals) = (None, 0, Totals::default());
        self.parts.fill(Totals::default());
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Returns the place of a part in the ring.
fn place(part: u64) -> usize {
    usize::try_from(part % u64::from(PARTS)).unwrap_or_default()
}

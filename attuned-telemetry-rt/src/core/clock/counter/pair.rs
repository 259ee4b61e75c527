//! The counter and the system's clock, read at the same time.

/// The counter and the system's clock, read at the same time.
///
/// ```text
/// counter  ──┬───────────────┬──▶
///          before    │     after
/// clock    ──────────┴──────────▶
///                nanoseconds
/// ```
///
/// The clock is read between two reads of the counter. If the thread was paused between them, they are far apart, and
/// the pair is not precise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// The middle of the two reads of the counter.
    pub(super) ticks: u64,
    pub(super) nanoseconds: u64,
    /// The ticks between the two reads of the counter. The error of `ticks` is at most half of that.
    pub(super) width: u64,
}

/// The clocks that a pair is read from.
pub(super) trait Clocks {
    /// Reads the counter.
    fn ticks(&mut self) -> u64;

    /// Reads the system's clock.
    fn nanoseconds(&mut self) -> u64;

    /// Waits.
    fn sleep(&mut self, milliseconds: u64);
}

/// The number of tries, of which the most precise is used. The first ones also load the code into the cache.
const TRIES: usize = 8;

impl Pair {
    /// Reads the most precise of several pairs.
    pub(super) fn read(clocks: &mut impl Clocks) -> Self {
        let first = Self::read_once(clocks);
        (1..TRIES).fold(first, |best, _| {
            let next = Self::read_once(clocks);
            if next.width < best.width { next } else { best }
        })
    }

    fn read_once(clocks: &mut impl Clocks) -> Self {
        let before = clocks.ticks();
        let nanoseconds = clocks.nanoseconds();
        // If the thread was moved to a processor whose counter is behind, the width is very large.
        let width = clocks.ticks().wrapping_sub(before);
        Self { ticks: before.wrapping_add(width / 2), nanoseconds, width }
    }
}

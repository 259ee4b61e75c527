//! The latest calls, by count.

use super::totals::{Call, Totals};

/// Calls in one word, two bits each.
const PER_WORD: usize = 32;
const FAILED: u64 = 0b01;
const SLOW: u64 = 0b10;

/// A ring of the latest calls.
///
/// ```text
/// words   [ c31 … c2 c1 c0 ] [ c63 … c33 c32 ] …     c = slow, failed
///                    ^ next: the oldest call, which the next one replaces
/// ```
pub(crate) struct ByCount {
    words: Box<[u64]>,
    size: u32,
    next: u32,
    totals: Totals,
}

impl ByCount {
    pub(super) fn new(size: u32) -> Self {
        let size = size.max(1);
        let words = vec![0; (size as usize).div_ceil(PER_WORD)].into_boxed_slice();
        Self { words, size, next: 0, totals: Totals::default() }
    }

    pub(super) fn record(&mut self, call: Call) {
        let place = self.next as usize;
        let shift = (place % PER_WORD) * 2;
        let Some(word) = self.words.get_mut(place / PER_WORD) else { return };
        if self.totals.calls == self.size {
            let (failed, slow) = (*word >> shift & FAILED, *word >> shift & SLOW);
            self.totals.subtract(Totals { calls: 1, failed: u32::from(failed != 0), slow: u32::from(slow != 0) });
        }
        let bits = (u64::from(call.failed) * FAILED) | (u64::from(call.slow) * SLOW);
        *word = *word & !((FAILED | SLOW) << shift) | bits << shift;
        self.totals.add(call);
        self.next = (self.next + 1) % self.size;
    }

    pub(super) fn totals(&self) -> Totals {
        self.totals
    }

    pub(super) fn clear(&mut self) {
        (self.next, self.totals) = (0, Totals::default());
    }
}

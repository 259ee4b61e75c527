//! Ids for spans that need one immediately, generated without a system call for each.
//!
//! Each thread requests a random key from the system for every [`USES`] ids. An id is a mixture of the key, a counter
//! and the time. A copy of this process, by `fork` or from a snapshot of a virtual machine, has the same keys, but runs
//! at other times, so it generates other ids.

use std::cell::Cell;
use std::num::{NonZeroU64, NonZeroU128};

use super::ids::{SpanId, TraceId};
use super::random_ids;

/// The number of times that a key is used.
const USES: u16 = 1_024;

/// A random key, and how often it may still be used.
#[derive(Clone, Copy)]
struct Key {
    numbers: [u64; 2],
    uses: u16,
}

thread_local! {
    static KEY: Cell<Key> = const { Cell::new(Key { numbers: [0; 2], uses: 0 }) };
}

/// Generates the id of a span. `now` is the time in any unit.
#[inline]
pub(crate) fn span_id(now: u64) -> SpanId {
    let [first, _] = next();
    SpanId::of(NonZeroU64::new(mixed(first.wrapping_add(now))).unwrap_or(NonZeroU64::MIN))
}

/// Generates the id of a trace. `now` is the time in any unit.
#[inline]
pub(crate) fn trace_id(now: u64) -> TraceId {
    let [upper, lower] = next().map(|number| u128::from(mixed(number.wrapping_add(now))));
    TraceId::of(NonZeroU128::new(upper << 64 | lower).unwrap_or(NonZeroU128::MIN))
}

/// Returns numbers that this thread has not used with the same key.
#[inline]
fn next() -> [u64; 2] {
    // While the thread ends, each key is used once.
    let kept = KEY.try_with(Cell::get).ok().filter(|key| key.uses > 0);
    let Key { numbers, uses } = kept.unwrap_or_else(random_key);
    let _ = KEY.try_with(|key| key.set(Key { numbers, uses: uses - 1 }));
    // Multiples of 2^64 divided by the golden ratio are so far apart that the time cannot make two of them equal.
    numbers.map(|number| number.wrapping_add(u64::from(uses).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

#[cold]
#[inline(never)]
fn random_key() -> Key {
    #[expect(clippy::cast_possible_truncation, reason = "the halves are used separately")]
    let halves = |number: u128| [(number >> 64) as u64, number as u64];
    Key { numbers: halves(random_ids::trace_id().get()), uses: USES }
}

/// Spreads the bits of a number: equal numbers only have equal results.
///
/// Source: <https://prng.di.unimi.it/splitmix64.c>
#[inline]
fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_differ_even_at_the_same_time() {
        let spans: HashSet<_> = (0..10_000).map(|_| span_id(7)).collect();
        let traces: HashSet<_> = (0..10_000).map(|_| trace_id(7)).collect();
        assert_eq!((spans.len(), traces.len()), (10_000, 10_000));
    }

    #[test]
    fn a_copy_of_the_process_generates_other_ids_at_another_time() {
        let key = Key { numbers: [3, 4], uses: 5 };
        let at = |now| {
            KEY.with(|place| place.set(key));
            (trace_id(now), span_id(now))
        };
        assert_eq!(at(1), at(1));
        assert!(at(1).0 != at(2).0 && at(1).1 != at(2).1);
    }
}

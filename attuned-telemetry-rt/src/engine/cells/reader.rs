//! Reads cells of the same chunk one after another.

use super::process::shards;
use super::shard::Chunk;
use super::size::CHUNK;
use super::sync::Ordering;

/// Reads the sums of cells, and looks up the threads' copies of a chunk only once.
///
/// A copy that is allocated later is not included until [`look_again`](Self::look_again) is called.
pub(crate) struct Reader {
    /// The number of the chunk in `copies`.
    chunk: u32,
    copies: Vec<&'static Chunk>,
}

impl Reader {
    pub(crate) const fn new() -> Self {
        Self { chunk: u32::MAX, copies: Vec::new() }
    }

    /// Discards the copies, so that the next read looks them up again.
    pub(crate) fn look_again(&mut self) {
        self.chunk = u32::MAX;
    }

    /// Returns the sum of a cell's copies, as integers.
    #[inline]
    pub(crate) fn total(&mut self, cell: u32) -> u64 {
        self.values(cell).fold(0, u64::wrapping_add)
    }

    /// Returns the sum of a cell's copies, as floats.
    #[inline]
    pub(crate) fn sum(&mut self, cell: u32) -> f64 {
        self.values(cell).map(f64::from_bits).fold(0.0, |sum, value| sum + value)
    }

    /// Returns the sum of a histogram with bounds: the float in its first cell plus the nanoseconds in its second one.
    ///
    /// The nanoseconds of all threads together start again at zero after 2<sup>64</sup>, which is 584 years, or 21 days
    /// of 10,000 calls in flight. A sum that is near zero is what Prometheus expects of a counter that was reset. A sum
    /// of the copies in more bits would decrease by 584 years instead when one copy wraps around, so `rate` would add
    /// the rest again.
    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "a sum is a float, and exact up to 2^53 nanoseconds")]
    pub(crate) fn histogram_sum(&mut self, first: u32) -> f64 {
        match self.total(first + 1) {
            0 => self.sum(first),
            nanoseconds => self.sum(first) + nanoseconds as f64 / 1e9,
        }
    }

    #[inline]
    fn values(&mut self, cell: u32) -> impl Iterator<Item = u64> {
        if self.chunk != cell / CHUNK {
            self.look_up(cell);
        }
        self.copies.iter().map(move |chunk| chunk.cell(cell).load(Ordering::Relaxed))
    }

    fn look_up(&mut self, cell: u32) {
        self.chunk = cell / CHUNK;
        self.copies.clear();
        self.copies.extend(shards().all().filter_map(|shard| shard.written(cell)));
    }
}

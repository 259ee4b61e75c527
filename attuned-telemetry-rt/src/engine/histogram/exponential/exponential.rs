//! A series of an exponential histogram.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::generation::{Generation, Refused};
use super::reading::Reading;
use super::schema;

use crate::engine::cells;
use crate::engine::cells::local;

/// Values whose absolute value is at most 2^-128 are recorded in the zero bucket. Prometheus clients use the same
/// threshold.
pub(crate) const ZERO_THRESHOLD: f64 = 2.938_735_877_055_719e-39;

/// The number of schemas.
const SCHEMAS: usize = schema::FINEST.abs_diff(schema::COARSEST) as usize + 1;

/// A series of an exponential histogram.
pub(crate) struct Exponential {
    /// The cell of the sum. The next cell is the zero bucket. The `SeriesTable` owns both cells.
    first: u32,
    /// The initial schema.
    finest: i8,
    /// How many times the schema was lowered.
    lowered: AtomicUsize,
    /// The buckets of each schema, by the number of times the schema was lowered.
    generations: [OnceLock<Box<Generation>>; SCHEMAS],
}

impl Exponential {
    /// The number of cells of a series, not counting its buckets.
    pub(crate) const CELLS: u32 = 2;

    /// Creates a series without values. `schema` is clamped to the valid range.
    pub(crate) fn new(first: u32, schema: i8) -> Self {
        let finest = schema.clamp(schema::COARSEST, schema::FINEST);
        let generations = std::array::from_fn(|_| OnceLock::new());
        Self { first, finest, lowered: AtomicUsize::new(0), generations }
    }

    /// Records a finite value `count` times. Returns `false` if no cell was left for its bucket.
    pub(crate) fn record(&self, value: f64, count: u64) -> bool {
        let magnitude = value.abs();
        let cell = if magnitude <= ZERO_THRESHOLD { Some(self.first + 1) } else { self.cell(magnitude, value < 0.0) };
        let Some(cell) = cell else { return false };
        let local = local();
        #[expect(clippy::cast_precision_loss, reason = "a sum is a float")]
        local.add_float(local.chunk(self.first), self.first, if count == 1 { value } else { value * count as f64 });
        local.count(cell, count);
        true
    }

    /// Returns the cell of the bucket for a value, and creates the bucket if necessary. `None` if no cells are left.
    #[inline]
    fn cell(&self, magnitude: f64, is_negative: bool) -> Option<u32> {
        let finest = schema::finest(magnitude);
        loop {
            let lowered = self.lowered.load(Ordering::Acquire);
            let generation = self.generation(lowered)?;
            let wanted = generation.wanted(finest, is_negative);
            if let Some(cell) = generation.find(wanted) {
                return Some(cell);
            }
            match generation.make(wanted) {
                Ok(cell) => return Some(cell),
                Err(Refused::NoCells) => return None,
                Err(Refused::Full) => self.lower(lowered)?,
            }
        }
    }

    /// Returns the buckets of the schema that was lowered `lowered` times.
    #[inline]
    fn generation(&self, lowered: usize) -> Option<&Generation> {
        let place = self.generations.get(lowered)?;
        Some(place.get_or_init(|| Box::new(Generation::new(self.schema(lowered)))))
    }

    fn schema(&self, lowered: usize) -> i8 {
        self.finest.saturating_sub(i8::try_from(lowered).unwrap_or(i8::MAX)).max(schema::COARSEST)
    }

    /// Lowers the schema, unless another thread has already done so. `None` if the schema is the coarsest.
    #[cold]
    fn lower(&self, lowered: usize) -> Option<()> {
        if self.schema(lowered) == schema::COARSEST {
            return None;
        }
        self.lowered.fetch_max(lowered + 1, Ordering::Release);
        Some(())
    }

    /// Iterates over the schemas that have buckets, from the finest to the coarsest.
    fn made(&self) -> impl Iterator<Item = &Generation> {
        self.generations.iter().filter_map(|generation| generation.get().map(|generation| &**generation))
    }

    /// Returns the number of recorded values.
    pub(crate) fn count(&self) -> u64 {
        let counts = self.made().flat_map(Generation::buckets).map(|(.., count)| count);
        counts.fold(cells::total(self.first + 1), u64::wrapping_add)
    }

    /// Returns the current value, with all buckets merged into the coarsest schema in use.
    pub(crate) fn read(&self) -> Reading {
        let generations: Vec<_> = self.made().collect();
        let schema = generations.last().map_or(self.finest, |last| last.schema);
        let mut reading = Reading::new(schema, cells::total(self.first + 1), cells::sum(self.first));
        for generation in generations {
            for (is_negative, index, count) in generation.buckets() {
                reading.add(is_negative, schema::merged(index, generation.schema, schema), count);
            }
        }
        reading
    }
}

//! One series of an exponential histogram.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::generation::{Generation, Refused};
use super::reading::Reading;
use super::schema;

use crate::engine::cells;
use crate::engine::cells::local;

/// Values no further from zero count as zero: 2^-128, as Prometheus' own clients have it.
pub(crate) const ZERO_THRESHOLD: f64 = 2.938_735_877_055_719e-39;

/// How many schemas there are.
const SCHEMAS: usize = schema::FINEST.abs_diff(schema::COARSEST) as usize + 1;

/// One series of an exponential histogram.
pub(crate) struct Exponential {
    /// The cell of the sum; that of the zeros is behind it. They are the series' own.
    first: u32,
    finest: i8,
    /// How often the schema was lowered.
    lowered: AtomicUsize,
    generations: [OnceLock<Box<Generation>>; SCHEMAS],
}

impl Exponential {
    /// How many cells a series has besides its buckets.
    pub(crate) const CELLS: u32 = 2;

    /// A schema that does not exist is the nearest one that does.
    pub(crate) fn new(first: u32, schema: i8) -> Self {
        let finest = schema.clamp(schema::COARSEST, schema::FINEST);
        let generations = std::array::from_fn(|_| OnceLock::new());
        Self { first, finest, lowered: AtomicUsize::new(0), generations }
    }

    /// Counts a finite value so many times. Says whether there was a cell for it.
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

    /// The cell of the bucket that a value is in.
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

    /// The buckets after so many lowerings of the schema.
    #[inline]
    fn generation(&self, lowered: usize) -> Option<&Generation> {
        let place = self.generations.get(lowered)?;
        Some(place.get_or_init(|| Box::new(Generation::new(self.schema(lowered)))))
    }

    fn schema(&self, lowered: usize) -> i8 {
        self.finest.saturating_sub(i8::try_from(lowered).unwrap_or(i8::MAX)).max(schema::COARSEST)
    }

    /// Lowers the schema, unless another thread has. `None` if there is no lower one.
    #[cold]
    fn lower(&self, lowered: usize) -> Option<()> {
        if self.schema(lowered) == schema::COARSEST {
            return None;
        }
        self.lowered.fetch_max(lowered + 1, Ordering::Release);
        Some(())
    }

    fn made(&self) -> impl Iterator<Item = &Generation> {
        self.generations.iter().filter_map(|generation| generation.get().map(|generation| &**generation))
    }

    /// How many values were counted.
    pub(crate) fn count(&self) -> u64 {
        let counts = self.made().flat_map(Generation::buckets).map(|(.., count)| count);
        counts.fold(cells::total(self.first + 1), u64::wrapping_add)
    }

    /// What was counted so far.
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

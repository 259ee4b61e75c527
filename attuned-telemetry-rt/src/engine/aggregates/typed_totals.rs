//! The series of a typed counter in a snapshot.

use std::sync::Arc;

use crate::engine::cells::{CHUNK, Reader};
use crate::engine::typed::typed_series::{Counts, TypedSeries};

/// The series of a typed counter in a snapshot. Their labels follow from their numbers, so only the counts are stored.
pub(super) struct TypedTotals {
    pub(super) series: Arc<TypedSeries>,
    /// In the order of their numbers.
    chunks: Vec<Chunk>,
}

/// The counts of 64 series.
struct Chunk {
    first: u32,
    /// In hundredths of a second since the engine was created.
    created: u64,
    counts: Box<Counts>,
}

/// A series that was counted.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    pub(super) number: u32,
    /// In hundredths of a second since the engine was created.
    pub(super) created: u64,
    pub(super) total: u64,
}

impl TypedTotals {
    /// Reads all counts.
    pub(super) fn read(series: &Arc<TypedSeries>, reader: &mut Reader) -> Self {
        let mut chunks = Vec::new();
        series.counts(reader, |first, created, counts| {
            chunks.push(Chunk { first, created, counts: Box::new(counts) });
        });
        chunks.shrink_to_fit();
        Self { series: Arc::clone(series), chunks }
    }

    /// Iterates over the series that were counted.
    pub(super) fn iter(&self) -> impl Iterator<Item = Counted> {
        self.chunks.iter().flat_map(|chunk| {
            let counted = |(number, total): (u32, &u64)| Counted { number, created: chunk.created, total: *total };
            (chunk.first..).zip(&*chunk.counts).map(counted).filter(|counted| counted.total > 0)
        })
    }

    /// Returns the count of a series. Returns `None` if neither the series nor one of those beside it was counted.
    pub(super) fn total(&self, number: u32) -> Option<u64> {
        let place = self.chunks.binary_search_by_key(&(number / CHUNK), |chunk| chunk.first / CHUNK);
        self.chunks.get(place.ok()?).map(|chunk| chunk.counts[(number % CHUNK) as usize])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Returns the memory that the counts take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.chunks.len() * (size_of::<Chunk>() + size_of::<Counts>())
    }
}

//! The series of a typed counter in a snapshot.

use std::sync::Arc;

use crate::engine::cells::Reader;
use crate::engine::family::series::typed::typed_series::{Counts, TypedSeries};

/// The series of a typed counter in a snapshot. Their labels follow from their numbers, so only the counts are stored.
/// Snapshots share the counts that have not changed.
#[derive(Clone)]
pub(in crate::engine::aggregates) struct TypedTotals {
    pub(in crate::engine::aggregates) series: Arc<TypedSeries>,
    /// In the order of their numbers.
    chunks: Vec<Chunk>,
}

/// The counts of 64 series.
#[derive(Clone)]
struct Chunk {
    first: u32,
    /// In hundredths of a second since the engine was created.
    created: u64,
    counts: Arc<Counts>,
}

/// A series that was counted since another snapshot.
#[derive(Clone, Copy)]
pub(in crate::engine::aggregates) struct Counted {
    pub(in crate::engine::aggregates) number: u32,
    /// In hundredths of a second since the engine was created.
    pub(in crate::engine::aggregates) created: u64,
    pub(in crate::engine::aggregates) total: u64,
    /// The count in the other snapshot. `None` if neither the series nor one of those beside it was counted then.
    pub(in crate::engine::aggregates) before: Option<u64>,
}

impl TypedTotals {
    /// Reads all counts. `known` are those of the snapshot before.
    pub(in crate::engine::aggregates) fn read(
        series: &Arc<TypedSeries>,
        known: Option<&Self>,
        reader: &mut Reader,
    ) -> Self {
        let mut chunks = Vec::with_capacity(known.map_or(0, |known| known.chunks.len()));
        series.counts(reader, |first, created, counts| {
            let known = known.and_then(|known| known.find(first)).filter(|known| ***known == counts);
            let counts = known.map_or_else(|| Arc::new(counts), Arc::clone);
            chunks.push(Chunk { first, created, counts });
        });
        chunks.shrink_to_fit();
        Self { series: Arc::clone(series), chunks }
    }

    /// Iterates over the series that have another count than in the snapshot `before`.
    pub(in crate::engine::aggregates) fn since<'totals>(
        &'totals self,
        before: Option<&'totals Self>,
    ) -> impl Iterator<Item = Counted> {
        self.chunks.iter().flat_map(move |chunk| {
            let before = before.and_then(|before| before.find(chunk.first));
            let is_same = before.is_some_and(|before| Arc::ptr_eq(before, &chunk.counts));
            let counts = if is_same { &[][..] } else { &chunk.counts[..] };
            counts.iter().enumerate().filter_map(move |(place, total)| {
                let before = before.map(|before| before[place]);
                let number = chunk.first + u32::try_from(place).unwrap_or_default();
                let counted = Counted { number, created: chunk.created, total: *total, before };
                (*total != before.unwrap_or_default()).then_some(counted)
            })
        })
    }

    /// Returns the counts of a chunk, if one of its series was counted.
    fn find(&self, first: u32) -> Option<&Arc<Counts>> {
        let place = self.chunks.binary_search_by_key(&first, |chunk| chunk.first).ok()?;
        self.chunks.get(place).map(|chunk| &chunk.counts)
    }

    pub(in crate::engine::aggregates) fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Returns the memory of the snapshot if all counts have changed, in bytes.
    pub(in crate::engine::aggregates) fn bytes(&self) -> usize {
        self.chunks.len() * (size_of::<Chunk>() + size_of::<Counts>())
    }

    /// Returns where the counts of each chunk are in memory.
    #[cfg(test)]
    pub(in crate::engine::aggregates) fn addresses(&self) -> Vec<*const Counts> {
        self.chunks.iter().map(|chunk| Arc::as_ptr(&chunk.counts)).collect()
    }
}

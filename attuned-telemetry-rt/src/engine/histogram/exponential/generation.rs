//! The buckets of an exponential histogram that have the same schema.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::schema;
use crate::engine::cells;
use crate::engine::cells::Range;

/// The number of buckets in a block. Buckets are created one block at a time.
const BLOCK: u32 = 8;

/// The maximum number of blocks before the schema is lowered: 160 buckets.
const MOST: usize = 20;

/// The capacity of the hash table of blocks. The coarsest schema has at most 36 blocks, so it always fits.
const PLACES: usize = 64;

/// The buckets of one schema: a hash table of blocks, by block number. Blocks are never removed, so the table can be
/// read without a lock.
pub(crate) struct Generation {
    pub(crate) schema: i8,
    /// The number of blocks, including those that are being created.
    blocks: AtomicUsize,
    /// The number of a block and its first cell, [`packed`]. 0 if the place is empty.
    places: [AtomicU64; PLACES],
}

/// The position of a bucket.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The number of the block. Never 0.
    block: u32,
    /// The index of the bucket within the block.
    place: u32,
}

/// Why a block could not be created.
pub(crate) enum Refused {
    /// The maximum number of blocks is reached.
    Full,
    /// No cells are left.
    NoCells,
}

impl Generation {
    pub(crate) fn new(schema: i8) -> Self {
        Self { schema, blocks: AtomicUsize::new(0), places: [const { AtomicU64::new(0) }; PLACES] }
    }

    /// Returns the position of the bucket that contains bucket `finest` of the finest schema.
    #[inline]
    #[expect(clippy::cast_sign_loss, reason = "the index is positive after the addition")]
    pub(crate) fn wanted(&self, finest: i32, is_negative: bool) -> Wanted {
        let index = schema::coarser(finest, self.schema);
        let index = index.wrapping_add(BEFORE) as u32;
        Wanted { block: (index / BLOCK) << 1 | u32::from(is_negative), place: index % BLOCK }
    }

    /// Returns the cell of a bucket, if it exists.
    #[inline]
    pub(crate) fn find(&self, wanted: Wanted) -> Option<u32> {
        for place in places(wanted.block) {
            match unpacked(self.places[place].load(Ordering::Acquire)) {
                (0, _) => return None,
                (block, first) if block == wanted.block => return Some(first + wanted.place),
                _ => {}
            }
        }
        None
    }

    /// Creates the block of a bucket, and returns the cell of the bucket.
    #[cold]
    pub(crate) fn make(&self, wanted: Wanted) -> Result<u32, Refused> {
        let max = if self.schema == schema::COARSEST { PLACES } else { MOST };
        let made =
            if self.blocks.fetch_add(1, Ordering::Relaxed) < max { self.place(wanted) } else { Err(Refused::Full) };
        if !matches!(made, Ok((_, true))) {
            self.blocks.fetch_sub(1, Ordering::Relaxed);
        }
        made.map(|(first, _)| first + wanted.place)
    }

    /// Creates a block, unless another thread has created it. Returns the first cell, and whether the block is new.
    fn place(&self, wanted: Wanted) -> Result<(u32, bool), Refused> {
        let range = Range::new(BLOCK).ok_or(Refused::NoCells)?;
        let block = packed(wanted.block, range.first);
        for place in places(wanted.block) {
            match self.places[place].compare_exchange(0, block, Ordering::AcqRel, Ordering::Acquire).map_err(unpacked) {
                Ok(_) => return Ok((range.into_first(), true)),
                Err((other, first)) if other == wanted.block => return Ok((first, false)),
                Err(_) => {}
            }
        }
        Err(Refused::Full)
    }

    /// Iterates over all existing buckets: whether the bucket is for negative values, its index and its count.
    pub(crate) fn buckets(&self) -> impl Iterator<Item = (bool, i32, u64)> {
        let blocks = self.places.iter().map(|place| unpacked(place.load(Ordering::Acquire)));
        blocks.filter(|(block, _)| *block != 0).flat_map(|(block, first)| {
            let index = move |place| i32::try_from((block >> 1) * BLOCK + place).unwrap_or(i32::MAX) - BEFORE;
            (0..BLOCK).map(move |place| (block & 1 == 1, index(place), cells::total(first + place)))
        })
    }
}

impl Drop for Generation {
    fn drop(&mut self) {
        for place in &mut self.places {
            if let (1.., first) = unpacked(*place.get_mut()) {
                drop(Range::from_first(first, BLOCK));
            }
        }
    }
}

/// Added to an index to make it positive. The lowest index of the finest schema is -274,944.
const BEFORE: i32 = 1 << 20;

/// Returns the places where a block can be stored, in probing order.
#[inline]
fn places(block: u32) -> impl Iterator<Item = usize> {
    // Most block numbers are consecutive, so use consecutive places for them: this avoids collisions.
    let first = (block >> 1) as usize + (block & 1) as usize * PLACES / 2;
    (first..first + PLACES).map(|place| place % PLACES)
}

/// Packs a block number and a first cell into one atomic value.
const fn packed(block: u32, first: u32) -> u64 {
    (block as u64) << 32 | first as u64
}

#[expect(clippy::cast_possible_truncation, reason = "each field is one half of the value")]
const fn unpacked(place: u64) -> (u32, u32) {
    ((place >> 32) as u32, place as u32)
}

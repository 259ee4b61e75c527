//! The buckets of an exponential histogram while it has one schema.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::schema;
use crate::engine::cells;
use crate::engine::cells::Range;

/// How many buckets are made at a time.
const BLOCK: u32 = 8;

/// The most blocks before the schema is lowered: 160 buckets.
const MOST: usize = 20;

/// How many places there are for blocks. The coarsest schema has no more than 36, so it is never full.
const PLACES: usize = 64;

/// The buckets of one schema: blocks of them, found by their number. Places are filled and never emptied.
pub(crate) struct Generation {
    pub(crate) schema: i8,
    /// How many blocks there are, or are about to be.
    blocks: AtomicUsize,
    /// The number of a block and its first cell, 0 if there is none.
    places: [AtomicU64; PLACES],
}

/// A bucket, as it is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// Says which block, and is never 0.
    block: u32,
    /// The place in it.
    place: u32,
}

/// Why there is no block.
pub(crate) enum Refused {
    /// There are as many as there may be.
    Full,
    /// There are no more cells.
    NoCells,
}

impl Generation {
    pub(crate) fn new(schema: i8) -> Self {
        Self { schema, blocks: AtomicUsize::new(0), places: [const { AtomicU64::new(0) }; PLACES] }
    }

    /// The bucket of a value, which is no zero.
    #[inline]
    #[expect(clippy::cast_sign_loss, reason = "it is positive")]
    pub(crate) fn wanted(&self, finest: i32, is_negative: bool) -> Wanted {
        let index = schema::coarser(finest, self.schema);
        // As an index that is positive.
        let index = index.wrapping_add(BEFORE) as u32;
        Wanted { block: (index / BLOCK) << 1 | u32::from(is_negative), place: index % BLOCK }
    }

    /// The cell of a bucket, if it was made.
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

    /// The cell of a bucket that was not found.
    #[cold]
    pub(crate) fn make(&self, wanted: Wanted) -> Result<u32, Refused> {
        let most = if self.schema == schema::COARSEST { PLACES } else { MOST };
        let made =
            if self.blocks.fetch_add(1, Ordering::Relaxed) < most { self.place(wanted) } else { Err(Refused::Full) };
        if !matches!(made, Ok((_, true))) {
            self.blocks.fetch_sub(1, Ordering::Relaxed);
        }
        made.map(|(first, _)| first + wanted.place)
    }

    /// Makes a block, unless another thread does. Says where it is, and whether it is new.
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

    /// Every bucket that was made: whether it is of negative values, its index and its count.
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

/// It makes an index positive: the lowest one of the finest schema is -274,944.
const BEFORE: i32 = 1 << 20;

/// The places where a block can be, in the order in which they are tried.
#[inline]
fn places(block: u32) -> impl Iterator<Item = usize> {
    // Blocks that follow each other, as most do, are in places that follow each other.
    let first = (block >> 1) as usize + (block & 1) as usize * PLACES / 2;
    (first..first + PLACES).map(|place| place % PLACES)
}

const fn packed(block: u32, first: u32) -> u64 {
    (block as u64) << 32 | first as u64
}

#[expect(clippy::cast_possible_truncation, reason = "one half each")]
const fn unpacked(place: u64) -> (u32, u32) {
    ((place >> 32) as u32, place as u32)
}

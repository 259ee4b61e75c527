//! Which cells are in use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use super::shards::Shards;
use super::size::{CELLS, CHUNK};
use super::sync::Mutex;

/// Which cells are in use.
pub(crate) struct Ranges(Mutex<Free>);

/// The cells that are not in use. Released rows in the same chunk are joined if they are adjacent, so that rows of other
/// lengths can be taken from them.
struct Free {
    /// The first cells of the released rows of adjacent cells, by the length of the row.
    rows: BTreeMap<u32, BTreeSet<u32>>,
    /// The lengths of the released rows, by their first cell.
    lengths: BTreeMap<u32, u32>,
    /// The first cell that was never used.
    next: u32,
}

impl Ranges {
    /// Creates the ranges, with no cell in use.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Free { rows: BTreeMap::new(), lengths: BTreeMap::new(), next: 0 }))
    }

    /// Reserves `count` adjacent cells, which are zero, and returns the first one. A range of up to 64 cells is in one
    /// chunk. Returns `None` if there are not enough cells left.
    pub(crate) fn take(&self, count: u32) -> Option<u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take(count)
    }

    /// Sets cells to zero and releases them. Nothing may add to them any more.
    pub(crate) fn give_back(&self, shards: &Shards, first: u32, count: u32) {
        for shard in shards.all() {
            (first..first + count).for_each(|cell| shard.clear(cell));
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).give(first, count);
    }
}

impl Free {
    fn take(&mut self, count: u32) -> Option<u32> {
        self.take_again(count).or_else(|| self.take_new(count))
    }

    /// Takes cells from a released row. A row of up to 64 cells is in one chunk, and so is each part of it.
    fn take_again(&mut self, count: u32) -> Option<u32> {
        let (&length, rows) = self.rows.range(count..=count.max(CHUNK)).next()?;
        let first = *rows.first()?;
        self.remove(first, length);
        self.give(first + count, length - count);
        Some(first)
    }

    /// Takes cells that were never used, from the next chunk if the current one has not enough cells left.
    fn take_new(&mut self, count: u32) -> Option<u32> {
        let rest = self.next.next_multiple_of(CHUNK) - self.next;
        let skipped = if count > rest { rest } else { 0 };
        let first = self.next + skipped;
        let next = first.checked_add(count).filter(|next| *next <= CELLS)?;
        self.give(self.next, skipped);
        self.next = next;
        Some(first)
    }

    fn give(&mut self, mut first: u32, mut count: u32) {
        if count == 0 {
            return;
        }
        let before = self.lengths.range(..first).next_back().map(|(before, length)| (*before, *length));
        if let Some((before, length)) = before.filter(|(before, length)| before + length == first) {
            if is_in_one_chunk(before, length + count) {
                self.remove(before, length);
                (first, count) = (before, length + count);
            }
        }
        if let Some(length) = self.lengths.get(&(first + count)).copied() {
            if is_in_one_chunk(first, count + length) {
                self.remove(first + count, length);
                count += length;
            }
        }
        self.rows.entry(count).or_default().insert(first);
        self.lengths.insert(first, count);
    }

    /// Removes a released row.
    fn remove(&mut self, first: u32, count: u32) {
        self.lengths.remove(&first);
        if let Some(rows) = self.rows.get_mut(&count) {
            rows.remove(&first);
            if rows.is_empty() {
                self.rows.remove(&count);
            }
        }
    }
}

/// Whether a row of cells is in one chunk.
const fn is_in_one_chunk(first: u32, count: u32) -> bool {
    first / CHUNK == (first + count - 1) / CHUNK
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free() -> Free {
        Free { rows: BTreeMap::new(), lengths: BTreeMap::new(), next: 0 }
    }

    #[test]
    fn parts_of_a_row_are_joined_when_they_are_released() {
        let mut free = free();
        for _ in 0..3 {
            assert_eq!(free.take(5), Some(0));
            assert_eq!(free.take(3), Some(5));
            // In another order than they were taken, and in other parts.
            free.give(5, 1);
            free.give(1, 4);
            free.give(7, 1);
            free.give(0, 1);
            free.give(6, 1);
        }
        assert_eq!(free.next, 8);
    }

    #[test]
    fn rows_of_two_chunks_are_not_joined() {
        let mut free = free();
        assert_eq!((free.take(CHUNK), free.take(CHUNK)), (Some(0), Some(CHUNK)));
        free.give(0, CHUNK);
        free.give(CHUNK, CHUNK);
        assert_eq!((free.take(CHUNK), free.take(1), free.take(2)), (Some(0), Some(CHUNK), Some(CHUNK + 1)));
        assert_eq!(free.next, 2 * CHUNK);
    }

    #[test]
    fn a_row_of_several_chunks_is_used_again() {
        let mut free = free();
        for _ in 0..3 {
            assert_eq!(free.take(CHUNK + 1), Some(0));
            free.give(0, CHUNK + 1);
        }
    }
}

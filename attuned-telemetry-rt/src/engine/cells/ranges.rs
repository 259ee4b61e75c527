//! Which cells are in use.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::shards::Shards;
use super::size::{CELLS, CHUNK};
use super::sync::Mutex;

/// Which cells are in use.
pub(crate) struct Ranges(Mutex<Free>);

/// The cells that are not in use.
struct Free {
    /// The first cells of the released rows of adjacent cells, by the length of the row.
    rows: BTreeMap<u32, Vec<u32>>,
    /// The first cell that was never used.
    next: u32,
}

impl Ranges {
    /// Creates the ranges, with no cell in use.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Free { rows: BTreeMap::new(), next: 0 }))
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
        let mut rows = self.rows.range_mut(count..=count.max(CHUNK));
        let (&length, first) = rows.find_map(|(length, rows)| rows.pop().map(|first| (length, first)))?;
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

    fn give(&mut self, first: u32, count: u32) {
        if count > 0 {
            self.rows.entry(count).or_default().push(first);
        }
    }
}

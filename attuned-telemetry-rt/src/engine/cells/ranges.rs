//! Which cells are in use.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::shards::Shards;
use super::size::{CELLS, CHUNK};
use super::sync::Mutex;

/// Which cells are in use.
pub(crate) struct Ranges(Mutex<Free>);

/// Cells that nobody uses, by how many there are in a row, and the first cell that was never used.
struct Free {
    rows: BTreeMap<u32, Vec<u32>>,
    next: u32,
}

impl Ranges {
    /// None is.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Free { rows: BTreeMap::new(), next: 0 }))
    }

    /// The first of so many cells in a row, which are empty. If they are 64 or fewer, they are in one chunk. `None` if
    /// there are no more.
    pub(crate) fn take(&self, count: u32) -> Option<u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take(count)
    }

    /// Empties cells to which nobody adds any more, and gives them to whoever takes them next.
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

    /// From a row that was given back. Rows of 64 and fewer are in one chunk, and so are their parts.
    fn take_again(&mut self, count: u32) -> Option<u32> {
        let mut rows = self.rows.range_mut(count..=count.max(CHUNK));
        let (&length, first) = rows.find_map(|(length, rows)| rows.pop().map(|first| (length, first)))?;
        self.give(first + count, length - count);
        Some(first)
    }

    /// From the cells that were never used, at the next chunk if this one has no room.
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

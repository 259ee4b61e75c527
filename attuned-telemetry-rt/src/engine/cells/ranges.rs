//! Which cells are in use.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::shard::{CHUNK, MOST};
use super::shards;

/// Cells that nobody uses, by how many there are in a row, and the first cell that was never used.
struct Free {
    rows: BTreeMap<u32, Vec<u32>>,
    next: u32,
}

static FREE: Mutex<Free> = Mutex::new(Free { rows: BTreeMap::new(), next: 0 });

/// Cells in a row, empty at first. Dropped, they are somebody else's; nobody may add to them then.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) first: u32,
    pub(crate) count: u32,
}

impl Range {
    /// So many cells in a row. If they are 64 or fewer, they are in one chunk. `None` if there are no more.
    pub(crate) fn new(count: u32) -> Option<Self> {
        let first = FREE.lock().unwrap_or_else(PoisonError::into_inner).take(count)?;
        Some(Self { first, count })
    }

    /// The first cells, so many of them, and the rest.
    pub(crate) fn split(self, count: u32) -> (Self, Self) {
        let Self { first, count: all } = self;
        std::mem::forget(self);
        let count = count.min(all);
        (Self { first, count }, Self { first: first + count, count: all - count })
    }

    /// The first cell, for somebody who knows how many there are and keeps them.
    pub(crate) fn into_first(self) -> u32 {
        let first = self.first;
        std::mem::forget(self);
        first
    }

    /// The cells that somebody kept.
    pub(crate) const fn from_first(first: u32, count: u32) -> Self {
        Self { first, count }
    }
}

impl Drop for Range {
    fn drop(&mut self) {
        for cell in self.first..self.first + self.count {
            shards::all().for_each(|shard| shard.clear(cell));
        }
        FREE.lock().unwrap_or_else(PoisonError::into_inner).give(self.first, self.count);
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
        let next = first.checked_add(count).filter(|next| *next <= MOST)?;
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

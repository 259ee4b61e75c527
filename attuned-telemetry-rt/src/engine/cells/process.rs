//! The cells of this process: they belong to no recorder, so that a thread finds its copy by the cell's number alone.

use std::cell::Cell;
use std::sync::LazyLock;

use super::ranges::Ranges;
use super::shard::Shard;
use super::shards::{LocalShard, Shards};

static SHARDS: LazyLock<Shards> = LazyLock::new(Shards::new);

static RANGES: LazyLock<Ranges> = LazyLock::new(Ranges::new);

thread_local! {
    /// The shard of this thread, once it is known. It needs no code at the thread's end, so looking is cheap.
    static LOCAL: Cell<Option<&'static Shard>> = const { Cell::new(None) };

    static TAKEN: TakenShard = TakenShard(SHARDS.take());
}

/// A shard that goes back when its thread ends.
struct TakenShard(Option<&'static Shard>);

impl Drop for TakenShard {
    fn drop(&mut self) {
        LOCAL.set(None);
        if let Some(shard) = self.0 {
            shard.give_back();
        }
    }
}

/// All shards that were ever needed.
pub(super) fn shards() -> &'static Shards {
    &SHARDS
}

/// The shard that this thread alone adds to, if it has counted before.
#[inline]
pub(crate) fn exclusive() -> Option<&'static Shard> {
    LOCAL.get()
}

/// The shard of this thread. A thread that ends, or came when there were too many, has the shared one.
#[inline]
pub(crate) fn local() -> LocalShard {
    match exclusive() {
        Some(shard) => LocalShard::exclusive(shard),
        None => find_local(),
    }
}

#[cold]
fn find_local() -> LocalShard {
    match TAKEN.try_with(|taken| taken.0) {
        Ok(Some(shard)) => {
            LOCAL.set(Some(shard));
            LocalShard::exclusive(shard)
        }
        _ => LocalShard::shared(SHARDS.shared()),
    }
}

/// Cells in a row, empty at first. Dropped, they are somebody else's; nobody may add to them then.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) first: u32,
    pub(crate) count: u32,
}

impl Range {
    /// So many cells in a row. If they are 64 or fewer, they are in one chunk. `None` if there are no more.
    pub(crate) fn new(count: u32) -> Option<Self> {
        Some(Self { first: RANGES.take(count)?, count })
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
        RANGES.give_back(&SHARDS, self.first, self.count);
    }
}

/// What all threads have counted in a cell.
pub(crate) fn total(cell: u32) -> u64 {
    shards().total(cell)
}

/// What all threads have added up in a cell.
pub(crate) fn sum(cell: u32) -> f64 {
    shards().sum(cell)
}

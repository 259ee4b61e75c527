//! The cells of this process. They belong to no recorder, so that a thread finds its copy by the number of the cell
//! alone.

use std::cell::Cell;
use std::sync::LazyLock;

use super::ranges::Ranges;
use super::shard::Shard;
use super::shards::{LocalShard, Shards};

static SHARDS: LazyLock<Shards> = LazyLock::new(Shards::new);

static RANGES: LazyLock<Ranges> = LazyLock::new(Ranges::new);

thread_local! {
    /// The shard of this thread, once the thread has one. It has no destructor, so reading it is cheap.
    static LOCAL: Cell<Option<&'static Shard>> = const { Cell::new(None) };

    static TAKEN: TakenShard = TakenShard(SHARDS.take());
}

/// A shard that is released when its thread ends.
struct TakenShard(Option<&'static Shard>);

impl Drop for TakenShard {
    fn drop(&mut self) {
        LOCAL.set(None);
        if let Some(shard) = self.0 {
            shard.give_back();
        }
    }
}

/// Returns the shards of this process.
pub(super) fn shards() -> &'static Shards {
    &SHARDS
}

/// Returns the shard that only this thread writes to, or `None` if the thread has not recorded anything or uses the
/// shared shard.
#[inline]
pub(crate) fn exclusive() -> Option<&'static Shard> {
    LOCAL.get()
}

/// Returns the shard of this thread. It is the shared one if the thread is ending or all other shards are taken.
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

/// Adjacent cells, which are zero at first. The cells are reused after the range is dropped, so nothing may add to them
/// after that.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) first: u32,
    pub(crate) count: u32,
}

impl Range {
    /// Reserves adjacent cells. A range of up to 64 cells is in one chunk. Returns `None` if there are not enough cells
    /// left.
    pub(crate) fn new(count: u32) -> Option<Self> {
        Some(Self { first: RANGES.take(count)?, count })
    }

    /// Splits the range into its first `count` cells and the rest.
    pub(crate) fn split(self, count: u32) -> (Self, Self) {
        let Self { first, count: all } = self;
        std::mem::forget(self);
        let count = count.min(all);
        (Self { first, count }, Self { first: first + count, count: all - count })
    }

    /// Returns the first cell, without releasing the range. The caller has to release it by
    /// [`from_first`](Self::from_first).
    pub(crate) fn into_first(self) -> u32 {
        let first = self.first;
        std::mem::forget(self);
        first
    }

    /// Returns the range that [`into_first`](Self::into_first) took apart.
    pub(crate) const fn from_first(first: u32, count: u32) -> Self {
        Self { first, count }
    }
}

impl Drop for Range {
    fn drop(&mut self) {
        RANGES.give_back(&SHARDS, self.first, self.count);
    }
}

/// Returns the sum of a cell's copies, as integers.
pub(crate) fn total(cell: u32) -> u64 {
    shards().total(cell)
}

/// Returns the sum of a cell's copies, as floats.
pub(crate) fn sum(cell: u32) -> f64 {
    shards().sum(cell)
}

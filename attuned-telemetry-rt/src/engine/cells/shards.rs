//! Which thread has which shard.

use std::cell::Cell;
use std::sync::OnceLock;

use super::shard::{Chunk, Shard};
use crate::engine::sync::{AtomicU64, Ordering};

/// The most threads that have a shard of their own at one time. All others share one.
const MOST: usize = 128;

/// The shards that were ever needed, the first for all threads that have none of their own.
static SHARDS: [OnceLock<Box<Shard>>; 1 + MOST] = [const { OnceLock::new() }; 1 + MOST];

thread_local! {
    /// The shard of this thread, once it is known. It needs no code at the thread's end, so looking is cheap.
    static OWN: Cell<Option<&'static Shard>> = const { Cell::new(None) };

    static OWNED: Owned = Owned(take());
}

/// A shard that goes back when its thread ends.
struct Owned(Option<&'static Shard>);

impl Drop for Owned {
    fn drop(&mut self) {
        OWN.set(None);
        if let Some(shard) = self.0 {
            shard.give_back();
        }
    }
}

/// The shard of this thread.
#[derive(Clone, Copy)]
pub(crate) struct Mine {
    shard: &'static Shard,
    /// Whether other threads add to it too.
    is_shared: bool,
}

/// All shards that were ever needed.
pub(super) fn all() -> impl Iterator<Item = &'static Shard> {
    SHARDS.iter().filter_map(|shard| shard.get().map(|shard| &**shard))
}

/// The first shard that is free, or a new one.
#[cold]
fn take() -> Option<&'static Shard> {
    SHARDS[1..].iter().find_map(|place| {
        let mut is_new = false;
        let shard = place.get_or_init(|| {
            is_new = true;
            Shard::taken()
        });
        (is_new || shard.take()).then_some(&**shard)
    })
}

/// The shard that this thread alone adds to, if it has counted before.
#[inline]
pub(crate) fn own() -> Option<&'static Shard> {
    OWN.get()
}

/// The shard of this thread. A thread that ends, or came when there were too many, has the shared one.
#[inline]
pub(crate) fn mine() -> Mine {
    match own() {
        Some(shard) => Mine { shard, is_shared: false },
        None => find_mine(),
    }
}

#[cold]
fn find_mine() -> Mine {
    match OWNED.try_with(|owned| owned.0) {
        Ok(Some(shard)) => {
            OWN.set(Some(shard));
            Mine { shard, is_shared: false }
        }
        _ => Mine { shard: shared(), is_shared: true },
    }
}

/// The shard of all threads.
#[cold]
pub(super) fn shared() -> &'static Shard {
    SHARDS[0].get_or_init(Shard::taken)
}

impl Mine {
    /// The chunk that a range of cells is in.
    #[inline]
    pub(crate) fn chunk(self, cell: u32) -> &'static Chunk {
        self.shard.chunk(cell)
    }

    /// Counts in a cell of this chunk.
    #[inline]
    pub(crate) fn add(self, chunk: &Chunk, cell: u32, count: u64) {
        let cell = chunk.cell(cell);
        if self.is_shared {
            cell.fetch_add(count, Ordering::Relaxed);
        } else {
            cell.store(cell.load(Ordering::Relaxed).wrapping_add(count), Ordering::Relaxed);
        }
    }

    /// Adds up in a cell of this chunk.
    #[inline]
    pub(crate) fn add_float(self, chunk: &Chunk, cell: u32, value: f64) {
        let cell = chunk.cell(cell);
        if self.is_shared {
            add_float_shared(cell, value);
        } else {
            let sum = f64::from_bits(cell.load(Ordering::Relaxed)) + value;
            cell.store(sum.to_bits(), Ordering::Relaxed);
        }
    }

    /// Counts in a cell, wherever it is.
    #[inline]
    pub(crate) fn count(self, cell: u32, count: u64) {
        self.add(self.chunk(cell), cell, count);
    }
}

#[cold]
pub(super) fn add_float_shared(cell: &AtomicU64, value: f64) {
    let add = |sum| Some((f64::from_bits(sum) + value).to_bits());
    // The closure never refuses.
    let _ = cell.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
}

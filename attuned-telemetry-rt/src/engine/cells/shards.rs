//! Which thread has which shard.

use std::ops::Add as _;

use super::shard::{Chunk, Shard};
use super::size::THREADS;
use super::sync::{AtomicU64, OnceLock, Ordering};

/// The shards, which are created when they are first needed. The first one is shared by the threads that have none of
/// their own.
pub(crate) struct Shards([OnceLock<Box<Shard>>; 1 + THREADS]);

impl Shards {
    /// Creates the list, without shards.
    pub(crate) fn new() -> Self {
        Self(std::array::from_fn(|_| OnceLock::new()))
    }

    /// Returns all shards.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Shard> {
        self.0.iter().filter_map(|shard| shard.get().map(|shard| &**shard))
    }

    /// Returns the shards that belong to one thread each.
    pub(crate) fn owned(&self) -> impl Iterator<Item = &Shard> {
        self.0[1..].iter().filter_map(|shard| shard.get().map(|shard| &**shard))
    }

    /// Takes a shard that is free, or a new one. Returns `None` if all are taken.
    #[cold]
    pub(crate) fn take(&self) -> Option<&Shard> {
        self.0[1..].iter().find_map(|place| {
            let mut is_new = false;
            let shard = place.get_or_init(|| {
                is_new = true;
                Box::new(Shard::taken())
            });
            (is_new || shard.take()).then_some(&**shard)
        })
    }

    /// Returns the shared shard.
    #[cold]
    pub(crate) fn shared(&self) -> &Shard {
        self.0[0].get_or_init(|| Box::new(Shard::taken()))
    }

    /// Returns the sum of a cell's copies, as integers.
    pub(crate) fn total(&self, cell: u32) -> u64 {
        self.all().filter_map(|shard| shard.read(cell)).fold(0, u64::wrapping_add)
    }

    /// Returns the sum of a cell's copies, as floats.
    pub(crate) fn sum(&self, cell: u32) -> f64 {
        self.all().filter_map(|shard| shard.read(cell)).map(f64::from_bits).fold(0.0, f64::add)
    }
}

/// The shard of this thread.
#[derive(Clone, Copy)]
pub(crate) struct LocalShard {
    shard: &'static Shard,
    /// Whether other threads may write to it at the same time.
    is_shared: bool,
}

impl LocalShard {
    /// Wraps a shard that this thread has taken.
    #[inline]
    pub(crate) const fn exclusive(shard: &'static Shard) -> Self {
        Self { shard, is_shared: false }
    }

    /// Wraps the shared shard.
    pub(crate) const fn shared(shard: &'static Shard) -> Self {
        Self { shard, is_shared: true }
    }

    pub(crate) const fn is_shared(self) -> bool {
        self.is_shared
    }

    /// Returns the chunk of a cell, which is allocated if necessary.
    #[inline]
    pub(crate) fn chunk(self, cell: u32) -> &'static Chunk {
        self.shard.chunk(cell)
    }

    /// Adds an integer to a cell of this chunk.
    #[inline]
    pub(crate) fn add(self, chunk: &Chunk, cell: u32, count: u64) {
        let cell = chunk.cell(cell);
        if self.is_shared {
            cell.fetch_add(count, Ordering::Relaxed);
        } else {
            cell.store(cell.load(Ordering::Relaxed).wrapping_add(count), Ordering::Relaxed);
        }
    }

    /// Adds a float to a cell of this chunk.
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

    /// Adds an integer to a cell.
    #[inline]
    pub(crate) fn count(self, cell: u32, count: u64) {
        self.add(self.chunk(cell), cell, count);
    }
}

#[cold]
pub(super) fn add_float_shared(cell: &AtomicU64, value: f64) {
    let add = |sum| Some((f64::from_bits(sum) + value).to_bits());
    // The closure never returns `None`, so the update cannot fail.
    let _ = cell.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
}

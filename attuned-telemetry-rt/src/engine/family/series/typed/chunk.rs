//! The counts of 64 adjacent series.

use super::sync::{AtomicU32, AtomicU64, Ordering};
use crate::engine::cells::CHUNK;

/// The counts of 64 adjacent series of a typed counter. All threads add to the same cells, so that a count takes 8 bytes
/// however many threads there are.
///
/// If threads get in each other's way, the chunk is split: each thread then adds to cells of its own, as in every other
/// metric. A series is the sum of both.
pub(crate) struct Chunk {
    /// The first of the threads' own cells, or [`NONE`] or [`RESERVED`].
    split: AtomicU32,
    /// How often two threads have added to a cell at the same time.
    conflicts: AtomicU32,
    /// When the chunk was created, in hundredths of a second since the engine was created.
    pub(crate) created: u64,
    counts: [AtomicU64; CHUNK as usize],
}

/// The value of [`Chunk::split`] if all threads share the cells.
const NONE: u32 = u32::MAX;

/// The value of [`Chunk::split`] while a thread reserves cells, and after there were none.
const RESERVED: u32 = u32::MAX - 1;

/// The number of conflicts after which a chunk is split.
pub(crate) const MOST_CONFLICTS: u32 = 64;

/// The result of adding to a series.
#[derive(Debug, PartialEq)]
pub(crate) enum Added {
    Yes,
    /// Nothing was added, because the series has not been counted before.
    IsNew,
    /// Nothing was added. The thread must add to this cell of its own.
    OwnCell(u32),
    /// The count was added. There have been so many conflicts that the chunk should be split.
    Crowded,
}

impl Chunk {
    pub(crate) fn new(created: u64) -> Self {
        let counts = std::array::from_fn(|_| AtomicU64::new(0));
        Self { split: AtomicU32::new(NONE), conflicts: AtomicU32::new(0), created, counts }
    }

    /// Adds to a series that has been counted before.
    #[inline]
    pub(crate) fn add(&self, number: u32, count: u64) -> Added {
        let cell = self.cell(number);
        let before = cell.load(Ordering::Relaxed);
        if before == 0 {
            return Added::IsNew;
        }
        if let Some(own) = self.own_cell(number) {
            return Added::OwnCell(own);
        }
        let added = before.wrapping_add(count);
        match cell.compare_exchange(before, added, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => Added::Yes,
            Err(_) => self.add_in_conflict(number, count),
        }
    }

    /// Adds to a series that may not have been counted before. The texts of its labels are known, and visible to a
    /// thread that reads the count.
    pub(crate) fn add_first(&self, number: u32, count: u64) {
        self.cell(number).fetch_add(count, Ordering::Release);
    }

    /// Adds to a cell to which another thread has just added.
    #[cold]
    pub(crate) fn add_in_conflict(&self, number: u32, count: u64) -> Added {
        self.cell(number).fetch_add(count, Ordering::Relaxed);
        let conflicts = self.conflicts.fetch_add(1, Ordering::Relaxed);
        if conflicts == MOST_CONFLICTS { Added::Crowded } else { Added::Yes }
    }

    /// Lets each thread add to cells of its own from now on: to a range whose first cell is `reserve`d, unless another
    /// thread has split the chunk.
    pub(crate) fn split(&self, reserve: impl FnOnce() -> Option<u32>) {
        let reserved = self.split.compare_exchange(NONE, RESERVED, Ordering::Relaxed, Ordering::Relaxed);
        if let Some(first) = reserved.ok().and_then(|_| reserve()) {
            self.split.store(first, Ordering::Release);
        }
    }

    /// Returns the first of the threads' own cells, if the chunk was split.
    #[inline]
    pub(crate) fn first_own_cell(&self) -> Option<u32> {
        Some(self.split.load(Ordering::Acquire)).filter(|first| *first < RESERVED)
    }

    /// Returns the threads' own cell of a series, if the chunk was split.
    #[inline]
    fn own_cell(&self, number: u32) -> Option<u32> {
        self.first_own_cell().map(|first| first + number % CHUNK)
    }

    /// Returns the count of a series, which is 0 if it has never been counted. `own` reads the sum of the threads' own
    /// cells.
    #[inline]
    pub(crate) fn total(&self, number: u32, own: impl FnOnce(u32) -> u64) -> u64 {
        // A series is first counted in the shared cell.
        match self.cell(number).load(Ordering::Acquire) {
            0 => 0,
            count => count.wrapping_add(self.own_cell(number).map_or(0, own)),
        }
    }

    #[inline]
    fn cell(&self, number: u32) -> &AtomicU64 {
        &self.counts[(number % CHUNK) as usize]
    }
}

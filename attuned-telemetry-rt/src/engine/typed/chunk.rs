//! The counts of 64 adjacent series.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::engine::cells::{self, CHUNK, Range, Reader};

/// The counts of 64 adjacent series of a typed counter. All threads add to the same cells, so that a count takes 8 bytes
/// however many threads there are.
///
/// If threads get in each other's way, the chunk is split: each thread then adds to cells of its own, as in every other
/// metric. A series is the sum of both.
pub(super) struct Chunk {
    /// The first of the threads' own cells, or [`NONE`] or [`RESERVED`].
    split: AtomicU32,
    /// How often two threads have added to a cell at the same time.
    conflicts: AtomicU32,
    /// When the chunk was created, in hundredths of a second since the engine was created.
    pub(super) created: u64,
    counts: [AtomicU64; CHUNK as usize],
}

/// The value of [`Chunk::split`] if all threads share the cells.
const NONE: u32 = u32::MAX;

/// The value of [`Chunk::split`] while a thread reserves cells, and after there were none.
const RESERVED: u32 = u32::MAX - 1;

/// The number of conflicts after which a chunk is split.
const MOST_CONFLICTS: u32 = 64;

/// The result of adding to a series.
#[derive(Debug, PartialEq)]
pub(super) enum Added {
    Yes,
    /// The series has not been counted before.
    IsNew,
    /// The count was added. There have been so many conflicts that the chunk should be split.
    Crowded,
}

impl Chunk {
    pub(super) fn new(created: u64) -> Self {
        let counts = [const { AtomicU64::new(0) }; CHUNK as usize];
        Self { split: AtomicU32::new(NONE), conflicts: AtomicU32::new(0), created, counts }
    }

    /// Adds to a series that has been counted before.
    #[inline]
    pub(super) fn add(&self, number: u32, count: u64) -> Added {
        let cell = self.cell(number);
        let before = cell.load(Ordering::Relaxed);
        if before == 0 {
            return Added::IsNew;
        }
        let split = self.split.load(Ordering::Acquire);
        if split < RESERVED {
            cells::local().count(split + number % CHUNK, count);
            return Added::Yes;
        }
        let added = before.wrapping_add(count);
        match cell.compare_exchange(before, added, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => Added::Yes,
            Err(_) => self.add_in_conflict(cell, count),
        }
    }

    /// Adds to a series that may not have been counted before. The texts of its labels are known, and visible to a
    /// thread that reads the count.
    pub(super) fn add_first(&self, number: u32, count: u64) {
        self.cell(number).fetch_add(count, Ordering::Release);
    }

    /// Adds to a cell to which another thread has just added.
    #[cold]
    fn add_in_conflict(&self, cell: &AtomicU64, count: u64) -> Added {
        cell.fetch_add(count, Ordering::Relaxed);
        let conflicts = self.conflicts.fetch_add(1, Ordering::Relaxed);
        if conflicts == MOST_CONFLICTS { Added::Crowded } else { Added::Yes }
    }

    /// Lets each thread add to cells of its own from now on.
    pub(super) fn split(&self) {
        let reserved = self.split.compare_exchange(NONE, RESERVED, Ordering::Relaxed, Ordering::Relaxed);
        if let Some(range) = reserved.ok().and_then(|_| Range::new(CHUNK)) {
            self.split.store(range.into_first(), Ordering::Release);
        }
    }

    /// Returns the count of a series, which is 0 if it has never been counted.
    #[inline]
    pub(super) fn total(&self, number: u32, reader: &mut Reader) -> u64 {
        let count = self.cell(number).load(Ordering::Acquire);
        match self.split.load(Ordering::Acquire) {
            split @ ..RESERVED if count > 0 => count.wrapping_add(reader.total(split + number % CHUNK)),
            _ => count,
        }
    }

    #[inline]
    fn cell(&self, number: u32) -> &AtomicU64 {
        &self.counts[(number % CHUNK) as usize]
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        if let first @ ..RESERVED = *self.split.get_mut() {
            drop(Range::from_first(first, CHUNK));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn chunk_is_split_after_many_conflicts_and_loses_nothing() {
        let chunk = Chunk::new(0);
        assert_eq!(chunk.add(5, 1), Added::IsNew);
        chunk.add_first(5, 1);
        let conflicts = (0..=MOST_CONFLICTS).map(|_| chunk.add_in_conflict(chunk.cell(5), 1));
        assert_eq!(conflicts.filter(|added| *added == Added::Crowded).count(), 1);
        let before = chunk.total(5, &mut Reader::new());
        (0..2).for_each(|_| chunk.split());
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..1_000).for_each(|_| assert_eq!(chunk.add(5, 1), Added::Yes)));
            }
        });
        assert_eq!(chunk.cell(5).load(Ordering::Relaxed), before, "the threads have added to cells of their own");
        assert_eq!(chunk.total(5, &mut Reader::new()), before + 4_000);
        assert_eq!(chunk.add(6, 1), Added::IsNew, "a series is counted in the shared cell first");
        assert_eq!(chunk.total(6, &mut Reader::new()), 0);
    }
}

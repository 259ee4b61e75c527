//! One thread's copies of the cells.

use super::size::{CHUNK, PAGE, PAGES};
use super::sync::{AtomicBool, AtomicU64, OnceLock, Ordering};

/// One thread's copies of 64 cells. They are aligned to 128 bytes, because processors fetch cache lines in pairs.
#[repr(align(128))]
pub(crate) struct Chunk([AtomicU64; CHUNK as usize]);

/// Chunks, which are allocated when they are first needed.
type Page = [OnceLock<Box<Chunk>>; PAGE];

/// The copies of the cells that one thread at a time adds to. One shard is shared by all threads that have none of
/// their own.
#[repr(C)]
pub(crate) struct Shard {
    /// The [early](super::size::EARLY) chunks, which are found with one indirection less.
    first: Page,
    pages: [OnceLock<Box<Page>>; PAGES],
    is_taken: AtomicBool,
}

impl Shard {
    /// Creates a shard that is taken by the calling thread.
    pub(crate) fn taken() -> Self {
        Self {
            first: std::array::from_fn(|_| OnceLock::new()),
            pages: std::array::from_fn(|_| OnceLock::new()),
            is_taken: AtomicBool::new(true),
        }
    }

    /// Takes the shard and returns `true`, if no thread has it. The writes of the previous thread are visible then.
    pub(crate) fn take(&self) -> bool {
        !self.is_taken.load(Ordering::Relaxed)
            && self.is_taken.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Releases the shard, so that another thread can take it.
    pub(crate) fn give_back(&self) {
        self.is_taken.store(false, Ordering::Release);
    }

    /// Returns the chunk of a cell, if it is allocated.
    #[inline]
    pub(crate) fn written(&self, cell: u32) -> Option<&Chunk> {
        self.page(cell)?[(cell / CHUNK) as usize % PAGE].get().map(|chunk| &**chunk)
    }

    fn page(&self, cell: u32) -> Option<&Page> {
        match (cell / CHUNK) as usize / PAGE {
            0 => Some(&self.first),
            page => self.pages[page % PAGES].get().map(|page| &**page),
        }
    }

    /// Returns the chunk with this number, if it is allocated. The number is less than [`EARLY`](super::size::EARLY).
    #[inline]
    pub(crate) fn early(&self, number: u32) -> Option<&Chunk> {
        self.first[number as usize % PAGE].get().map(|chunk| &**chunk)
    }

    /// Returns the chunk of a cell, which is allocated if necessary.
    #[inline]
    pub(crate) fn chunk(&self, cell: u32) -> &Chunk {
        match self.written(cell) {
            Some(chunk) => chunk,
            None => self.make_chunk(cell),
        }
    }

    #[cold]
    fn make_chunk(&self, cell: u32) -> &Chunk {
        let page = match (cell / CHUNK) as usize / PAGE {
            0 => &self.first,
            page => &**self.pages[page % PAGES].get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new()))),
        };
        let chunk = || Box::new(Chunk(std::array::from_fn(|_| AtomicU64::new(0))));
        page[(cell / CHUNK) as usize % PAGE].get_or_init(chunk)
    }

    /// Returns the value of a cell, if its chunk is allocated.
    pub(crate) fn read(&self, cell: u32) -> Option<u64> {
        self.written(cell).map(|chunk| chunk.cell(cell).load(Ordering::Relaxed))
    }

    /// Sets a cell to zero. No thread may add to it at the same time.
    pub(crate) fn clear(&self, cell: u32) {
        if let Some(chunk) = self.written(cell) {
            chunk.cell(cell).store(0, Ordering::Relaxed);
        }
    }
}

impl Chunk {
    /// Adds to a cell that only this thread writes to.
    #[inline]
    pub(crate) fn add(&self, cell: u32, count: u64) {
        let cell = self.cell(cell);
        cell.store(cell.load(Ordering::Relaxed).wrapping_add(count), Ordering::Relaxed);
    }

    #[inline]
    pub(crate) fn cell(&self, cell: u32) -> &AtomicU64 {
        &self.0[(cell % CHUNK) as usize]
    }
}

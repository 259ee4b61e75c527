//! One thread's copies of the cells.

use std::sync::OnceLock;

use crate::engine::sync::{AtomicBool, AtomicU64, Ordering};

/// How many cells are made at a time. A range of no more cells is in one chunk.
pub(crate) const CHUNK: u32 = 64;

/// How many chunks a page points to.
const PAGE: usize = 256;

/// How many pages there are.
const PAGES: usize = 512;

/// The most cells that there can be.
pub(super) const MOST: u32 = CHUNK * (PAGE * PAGES) as u32;

/// One thread's copies of 64 cells, on cache lines that no other thread's cells are on: processors fetch lines in pairs.
#[repr(align(128))]
pub(crate) struct Chunk([AtomicU64; CHUNK as usize]);

/// Chunks, made when they are first needed.
type Page = [OnceLock<Box<Chunk>>; PAGE];

/// The copies of the cells that one thread at a time adds to, or all threads that came too late for one of their own.
pub(crate) struct Shard {
    pages: [OnceLock<Box<Page>>; PAGES],
    is_taken: AtomicBool,
}

impl Shard {
    pub(super) fn taken() -> Box<Self> {
        Box::new(Self { pages: [const { OnceLock::new() }; PAGES], is_taken: AtomicBool::new(true) })
    }

    /// Takes the shard, if no thread has it. What the last thread counted is seen then.
    pub(super) fn take(&self) -> bool {
        !self.is_taken.load(Ordering::Relaxed)
            && self.is_taken.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Gives the shard to whoever takes it next.
    pub(super) fn give_back(&self) {
        self.is_taken.store(false, Ordering::Release);
    }

    /// The chunk that a cell is in, if anybody counted there.
    pub(super) fn written(&self, cell: u32) -> Option<&Chunk> {
        let (page, chunk) = place(cell);
        self.pages[page].get()?[chunk].get().map(|chunk| &**chunk)
    }

    /// The chunk that a cell is in.
    #[inline]
    pub(crate) fn chunk(&self, cell: u32) -> &Chunk {
        match self.written(cell) {
            Some(chunk) => chunk,
            None => self.make_chunk(cell),
        }
    }

    #[cold]
    fn make_chunk(&self, cell: u32) -> &Chunk {
        let (page, chunk) = place(cell);
        let page = self.pages[page].get_or_init(|| Box::new([const { OnceLock::new() }; PAGE]));
        page[chunk].get_or_init(|| Box::new(Chunk([const { AtomicU64::new(0) }; CHUNK as usize])))
    }

    /// What is in a cell, if anybody counted near it.
    pub(crate) fn read(&self, cell: u32) -> Option<u64> {
        self.written(cell).map(|chunk| chunk.cell(cell).load(Ordering::Relaxed))
    }

    /// Makes a cell empty, to which nobody adds.
    pub(super) fn clear(&self, cell: u32) {
        if let Some(chunk) = self.written(cell) {
            chunk.cell(cell).store(0, Ordering::Relaxed);
        }
    }
}

impl Chunk {
    #[inline]
    pub(crate) fn cell(&self, cell: u32) -> &AtomicU64 {
        &self.0[(cell % CHUNK) as usize]
    }
}

/// The page and the chunk of a cell.
#[inline]
const fn place(cell: u32) -> (usize, usize) {
    let chunk = (cell / CHUNK) as usize;
    (chunk / PAGE % PAGES, chunk % PAGE)
}

//! The sizes of the cells' data structures. The workspace package `attuned-telemetry-loom` replaces this file with
//! smaller sizes.

/// The number of cells in a chunk. A range of up to this length is in one chunk.
pub(crate) const CHUNK: u32 = 64;

/// The number of chunks in a page.
pub(crate) const PAGE: usize = EARLY as usize;

/// The maximum number of pages.
pub(crate) const PAGES: usize = 512;

/// The maximum number of cells.
#[expect(clippy::cast_possible_truncation, reason = "a product of small numbers")]
pub(crate) const CELLS: u32 = CHUNK * (PAGE * PAGES) as u32;

/// The maximum number of threads that have their own shard at one time. Further threads share one.
pub(crate) const THREADS: usize = 128;

/// The number of early chunks: those of the first page, which a thread finds with one indirection less.
pub(crate) const EARLY: u32 = 256;

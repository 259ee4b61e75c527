//! How much there is of everything: the package `loom` puts smaller numbers here.

/// How many cells are made at a time. A range of no more cells is in one chunk.
pub(crate) const CHUNK: u32 = 64;

/// How many chunks a page points to.
pub(crate) const PAGE: usize = EARLY as usize;

/// How many pages there are.
pub(crate) const PAGES: usize = 512;

/// The most cells that there can be.
#[expect(clippy::cast_possible_truncation, reason = "a product of small numbers")]
pub(crate) const CELLS: u32 = CHUNK * (PAGE * PAGES) as u32;

/// The most threads that have a shard of their own at one time. All others share one.
pub(crate) const THREADS: usize = 128;

/// How many chunks are found with one step less.
pub(crate) const EARLY: u32 = 256;

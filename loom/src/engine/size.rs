//! Sizes that are just large enough for two threads to interfere.

pub(crate) const CHUNK: u32 = 8;
pub(crate) const PAGE: usize = 2;
pub(crate) const PAGES: usize = 2;
pub(crate) const CELLS: u32 = CHUNK * 4;
pub(crate) const THREADS: usize = 2;

//! Where the engine counts: numbered cells, of which every thread has its own.
//!
//! A thread adds to its own copy of a cell, by a load and a store that no other thread's writes disturb; who reads adds
//! up the copies. A copy is made when a thread first adds to the 64 cells that it is among, so memory grows only where
//! threads really meet. A thread that ends leaves its copies to the next thread that begins: no count is lost, and
//! there are never more copies than threads at one time.
//!
//! Cells belong to the process, not to a recorder: finding a thread's copy takes no more than the cell's number.

mod process;
mod ranges;
mod reader;
mod shard;
mod shards;
mod size;

pub(crate) use process::{Range, mine, own};
pub(crate) use reader::Reader;
pub(crate) use shard::Chunk;
pub(crate) use shards::Mine;
pub(crate) use size::{CHUNK, EARLY};

use process::shards;

use crate::engine::sync::Ordering;

/// A gauge's value: what it was set to, and what was counted up and down since.
///
/// It is one number for all threads, in the first of the gauge's two cells; the second is counted in as any other is.
pub(crate) fn gauge(first: u32) -> f64 {
    let value = shards().shared().read(first).map_or(0.0, f64::from_bits);
    let counted = counted(first);
    if counted == 0.0 { value } else { value + counted }
}

/// Gives a gauge a value.
pub(crate) fn set_gauge(first: u32, value: f64) {
    let cell = shards().shared().chunk(first).cell(first);
    let counted = counted(first);
    let value = if counted == 0.0 { value } else { value - counted };
    cell.store(value.to_bits(), Ordering::Relaxed);
}

/// How much a gauge was counted up and down.
#[expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "it may be less than zero, and is exact up to 2^53"
)]
fn counted(first: u32) -> f64 {
    total(first + 1) as i64 as f64
}

/// Changes a gauge's value.
pub(crate) fn add_to_gauge(first: u32, change: f64) {
    shards::add_float_shared(shards().shared().chunk(first).cell(first), change);
}

/// What all threads have counted in a cell.
pub(crate) fn total(cell: u32) -> u64 {
    shards().total(cell)
}

/// What all threads have added up in a cell.
pub(crate) fn sum(cell: u32) -> f64 {
    shards().sum(cell)
}

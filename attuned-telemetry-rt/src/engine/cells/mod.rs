//! Where the engine counts: numbered cells, of which every thread has its own.
//!
//! A thread adds to its own copy of a cell, by a load and a store that no other thread's writes disturb; who reads adds
//! up the copies. A copy is made when a thread first adds to the 64 cells that it is among, so memory grows only where
//! threads really meet. A thread that ends leaves its copies to the next thread that begins: no count is lost, and
//! there are never more copies than threads at one time.
//!
//! Cells belong to the process, not to a recorder: finding a thread's copy takes no more than the cell's number.

mod ranges;
mod reader;
mod shard;
mod shards;

pub(crate) use ranges::Range;
pub(crate) use reader::Reader;
pub(crate) use shard::CHUNK;
pub(crate) use shards::{Mine, mine};

use crate::engine::sync::Ordering;

/// A gauge's value: what it was set to, and what was counted up and down since.
///
/// It is one number for all threads, in the first of the gauge's two cells; the second is counted in as any other is.
pub(crate) fn gauge(first: u32) -> f64 {
    let value = shards::shared().read(first).map_or(0.0, f64::from_bits);
    match total(first + 1).cast_signed() {
        0 => value,
        #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and exact up to 2^53")]
        counted => value + counted as f64,
    }
}

/// Gives a gauge a value.
pub(crate) fn set_gauge(first: u32, value: f64) {
    let cell = shards::shared().chunk(first).cell(first);
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and exact up to 2^53")]
    let counted = total(first + 1).cast_signed() as f64;
    let value = if counted == 0.0 { value } else { value - counted };
    cell.store(value.to_bits(), Ordering::Relaxed);
}

/// Changes a gauge's value.
pub(crate) fn add_to_gauge(first: u32, change: f64) {
    shards::add_float_shared(shards::shared().chunk(first).cell(first), change);
}

/// What all threads have counted in a cell.
pub(crate) fn total(cell: u32) -> u64 {
    shards::all().filter_map(|shard| shard.read(cell)).fold(0, u64::wrapping_add)
}

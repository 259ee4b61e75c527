//! Where the engine counts: numbered cells, of which every thread has its own.
//!
//! A thread adds to its own copy of a cell, by a load and a store that no other thread's writes disturb; who reads adds
//! up the copies. A copy is made when a thread first adds to the 64 cells that it is among, so memory grows only where
//! threads really meet. A thread that ends leaves its copies to the next thread that begins: no count is lost, and
//! there are never more copies than threads at one time.
//!
//! Cells belong to the process, not to a recorder: finding a thread's copy takes no more than the cell's number.

mod gauge;
mod process;
mod ranges;
mod reader;
mod shard;
mod shards;
mod size;
mod sync;

pub(crate) use gauge::{add_to_gauge, gauge, set_gauge};
pub(crate) use process::{Range, exclusive, local, sum, total};
pub(crate) use reader::Reader;
pub(crate) use shard::Chunk;
pub(crate) use shards::LocalShard;
pub(crate) use size::{CHUNK, EARLY};

//! The memory of the engine: numbered cells. Every thread has its own copies of the cells.
//!
//! A thread adds to its own copy of a cell with a load and a store, because no other thread writes to it. A reader adds
//! up the copies. The copies of 64 cells are allocated when a thread first adds to one of them. A thread that ends
//! leaves its copies to a thread that starts later, so no count is lost, and there are never more copies of a cell than
//! threads at one time.
//!
//! Cells belong to the process, not to a recorder, so that a thread finds its copy by the number of the cell alone.

mod gauge;
mod process;
mod ranges;
mod reader;
mod shard;
mod shards;
mod size;
mod sync;

pub(crate) use gauge::{add_to_gauge, count_write, gauge, set_gauge, writes};
pub(crate) use process::{Range, exclusive, local, sum, total};
pub(crate) use reader::Reader;
pub(crate) use shard::Chunk;
pub(crate) use shards::LocalShard;
pub(crate) use size::{CHUNK, EARLY};

//! The open spans of a subscriber, with their ids.

pub(super) mod extra;
pub(super) mod new_span;
pub(super) mod open_span;
pub(super) mod origin;
mod places;
mod shard;
pub(super) mod table;
pub(super) mod trace_ids;
mod unsampled;

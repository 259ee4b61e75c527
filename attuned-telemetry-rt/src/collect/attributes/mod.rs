//! Typed attributes of spans, events and log records, in one piece of memory.

pub(super) mod list;
pub(super) mod value;

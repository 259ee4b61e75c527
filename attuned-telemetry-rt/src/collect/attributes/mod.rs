//! Typed attributes of spans, events and log records, in one piece of memory.

pub(super) mod list;
pub(super) mod span_fields;
pub(super) mod texts;
pub(super) mod value;
pub(super) mod visitor;

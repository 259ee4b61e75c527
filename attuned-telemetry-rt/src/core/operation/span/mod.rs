//! The `tracing` spans and events of an operation.

pub(crate) mod builder;
pub(crate) mod callsite;
pub(crate) mod deferred;
pub(crate) mod emitter;
mod events;
pub(crate) mod field_value;
mod links;
pub(crate) mod pooled;

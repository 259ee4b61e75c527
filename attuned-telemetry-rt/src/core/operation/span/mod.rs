//! Spans and events of an operation, as `tracing` knows them.

pub(crate) mod builder;
pub(crate) mod callsite;
pub(crate) mod deferred;
pub(crate) mod emitter;
mod events;
pub(crate) mod pooled;

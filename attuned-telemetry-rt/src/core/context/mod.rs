//! The trace that the running code belongs to.

pub(crate) mod trace_context;

//! The formats of log lines.

pub(crate) mod event_traces;
pub(crate) mod json;
pub(crate) mod text;

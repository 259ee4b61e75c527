//! What a log line looks like.

pub(crate) mod event_traces;
pub(crate) mod json;
pub(crate) mod text;

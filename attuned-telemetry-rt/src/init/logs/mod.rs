//! The formats of log lines.

pub(crate) mod event_traces;
pub(crate) mod json;
pub(crate) mod json_fields;
pub(crate) mod text;
pub(crate) mod text_fields;

//! The audit record as data.

pub(crate) mod event;
pub(crate) mod event_type;
pub(crate) mod named_event;

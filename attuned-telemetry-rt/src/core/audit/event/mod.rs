//! The audit record and its event type.

pub(crate) mod event;
pub(crate) mod event_type;
pub(crate) mod named_event;

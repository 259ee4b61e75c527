//! Audit records: who did what, and how it ended.

pub(crate) mod audited;
pub(crate) mod captured;
pub(crate) mod destination;
pub(crate) mod event;
pub(crate) mod event_type;
pub(crate) mod losses;
pub(crate) mod memory;
pub(crate) mod named_event;
pub(crate) mod record;
pub(crate) mod redacted;
pub(crate) mod sink;
pub(crate) mod value;

//! The types of value that only `#[audited]` has.

pub(super) mod event;
pub(super) mod redacted;
pub(super) mod when;

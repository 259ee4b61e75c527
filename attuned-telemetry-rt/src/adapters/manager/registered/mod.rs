//! The registered adapters.

pub(super) mod entry;
pub(super) mod table;

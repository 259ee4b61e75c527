//! Sinks of audit records, and the router that calls them.

pub(crate) mod losses;
pub(crate) mod memory;
pub(crate) mod router;
pub(crate) mod sink;

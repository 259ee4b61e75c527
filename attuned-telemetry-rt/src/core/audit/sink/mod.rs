//! Where audit records go.

pub(crate) mod losses;
pub(crate) mod memory;
pub(crate) mod router;
pub(crate) mod sink;

//! The series of a metric, in a compact layout.

pub(crate) mod created;
pub(crate) mod last_used;
pub(crate) mod table;
pub(crate) mod typed;

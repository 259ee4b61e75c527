//! Text that comes from outside: how it is written, and what of it is escaped.

#[cfg(any(feature = "audit-file", feature = "init", feature = "prometheus"))]
pub(crate) mod escape;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod written;

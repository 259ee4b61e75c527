//! Backends for metrics and audit records.

#[cfg(feature = "audit-file")]
pub mod audit_file;
#[cfg(feature = "prometheus")]
pub mod prometheus;
#[cfg(all(feature = "audit", feature = "init"))]
pub(crate) mod queued_sink;

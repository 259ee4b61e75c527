//! Backends for metrics and audit records, and what files of lines need.

#[cfg(feature = "audit-file")]
pub mod audit_file;
#[cfg(any(feature = "adapters", feature = "audit-file"))]
pub(crate) mod line_file;
#[cfg(feature = "otlp")]
pub mod otlp;
#[cfg(feature = "prometheus")]
pub mod prometheus;
#[cfg(all(feature = "audit", feature = "init"))]
pub(crate) mod queued_sink;

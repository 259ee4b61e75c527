//! Where telemetry goes: Prometheus, files and HTTP.

#[cfg(feature = "serve")]
pub mod http;
#[cfg(feature = "json")]
pub mod json_lines;
#[cfg(any(feature = "init", feature = "json"))]
pub(crate) mod json_text;
#[cfg(feature = "prometheus")]
pub mod prometheus;
#[cfg(all(feature = "audit", feature = "init"))]
pub(crate) mod queued_sink;

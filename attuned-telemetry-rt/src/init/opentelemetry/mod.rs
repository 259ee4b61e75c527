//! Start-up of the export to OpenTelemetry collectors.

pub(super) mod config;
pub(super) mod export;
pub(super) mod start;

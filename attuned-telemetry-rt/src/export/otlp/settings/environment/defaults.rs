//! Names of variables, and their beginnings.

/// How the variables of the exporter begin.
pub(in crate::export::otlp::settings) const OTLP_PREFIX: &str = "OTEL_EXPORTER_OTLP_";

/// How the variables of this crate begin.
pub(in crate::export::otlp::settings) const ATTUNED_PREFIX: &str = "ATTUNED_OTLP_";

pub(in crate::export::otlp::settings) const ATTUNED_ENDPOINT: &str = "ATTUNED_OTLP_ENDPOINT";

pub(in crate::export::otlp::settings) const ATTUNED_STRICT: &str = "ATTUNED_OTLP_STRICT";

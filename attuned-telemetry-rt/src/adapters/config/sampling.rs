//! Which traces are recorded.

use crate::collect::KeepRules;

/// Which traces the tracing adapters receive. The decision is made when a trace starts, and applies to all its spans.
///
/// ```
/// use attuned_telemetry_rt::adapters::SamplingConfig;
/// use attuned_telemetry_rt::collect::KeepRules;
///
/// // One trace in a hundred, and every trace with an error.
/// let keep = KeepRules { errors: true, ..KeepRules::default() };
/// let sampling = SamplingConfig { ratio: 0.01, keep };
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SamplingConfig {
    /// The share of traces that are recorded, from 0 to 1. It is compared with the trace id, as OpenTelemetry's
    /// `TraceIdRatioBased` does, so that several services choose the same traces. Default: 1.
    pub ratio: f64,
    /// The traces that are recorded in any case. Default: none.
    pub keep: KeepRules,
}

impl Default for SamplingConfig {
    fn default() -> Self {
        Self { ratio: 1.0, keep: KeepRules::default() }
    }
}

//! Which traces are recorded.

use std::time::Duration;

/// Which traces the tracing adapters receive. The decision is made when a trace starts, and applies to all its spans.
///
/// ```
/// use attuned_telemetry_rt::adapters::{KeepRules, SamplingConfig};
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

/// Traces that are recorded whatever the [ratio](SamplingConfig::ratio) is. The decision is made at the end of the
/// trace's first span in this process. With a rule, the spans of all traces are recorded until then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeepRules {
    /// Traces with a span that ended with an error. Default: `false`.
    pub errors: bool,
    /// Traces with a span whose call panicked. Default: `false`.
    pub panics: bool,
    /// Traces with a span whose call was cancelled. Default: `false`.
    pub cancelled: bool,
    /// Traces with a span that took this long or longer. Default: `None`.
    pub slower_than: Option<Duration>,
}

impl Default for SamplingConfig {
    fn default() -> Self {
        Self { ratio: 1.0, keep: KeepRules::default() }
    }
}

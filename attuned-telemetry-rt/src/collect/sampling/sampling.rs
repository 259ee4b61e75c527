//! Which traces are collected.

use std::error::Error;
use std::fmt;

use super::keep_rules::KeepRules;
use crate::core::context::sampling;

/// Which traces are collected. By default, all of them.
///
/// The decision is made once, when a trace starts. It depends on the trace id only, as the decision of OpenTelemetry's
/// sampler `TraceIdRatioBased` does, so all services with the same ratio collect the same traces. If the trace comes
/// from another service, that service has decided, unless `OTEL_TRACES_SAMPLER` is a sampler that is not parent-based.
/// A trace that is not collected has ids, too.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::collect::{KeepRules, Sampling};
///
/// let slow = KeepRules { errors: true, slower_than: Some(Duration::from_secs(1)), ..KeepRules::default() };
/// let sampling = Sampling::new(0.1)?.with_keep_rules(slow);
/// assert_eq!(sampling.ratio(), 0.1);
/// assert!(Sampling::new(10.0).is_err());
/// # Ok::<(), attuned_telemetry_rt::collect::SamplingError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    ratio: f64,
    keep: KeepRules,
}

impl Sampling {
    /// Collects this share of the traces, from 0.0 to 1.0.
    ///
    /// # Errors
    ///
    /// Returns an error if the ratio is less than 0.0 or greater than 1.0, or not a number.
    pub fn new(ratio: f64) -> Result<Self, SamplingError> {
        if (0.0..=1.0).contains(&ratio) {
            return Ok(Self { ratio, keep: KeepRules::default() });
        }
        Err(SamplingError { ratio })
    }

    /// Also collects the traces that these rules keep.
    #[must_use]
    pub fn with_keep_rules(self, keep: KeepRules) -> Self {
        Self { keep, ..self }
    }

    /// Returns the share of the traces that are collected.
    #[must_use]
    pub fn ratio(self) -> f64 {
        self.ratio
    }

    /// Returns the rules for other traces.
    #[must_use]
    pub fn keep_rules(self) -> KeepRules {
        self.keep
    }

    /// Makes this the sampling of the process. It applies to all traces that start from now on.
    pub fn install(self) {
        self.keep.install();
        sampling::set_ratio(self.ratio);
    }
}

impl Default for Sampling {
    fn default() -> Self {
        Self { ratio: 1.0, keep: KeepRules::default() }
    }
}

/// A sampling ratio that is not allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SamplingError {
    ratio: f64,
}

impl fmt::Display for SamplingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ratio } = self;
        write!(formatter, "the sampling ratio is `{ratio}`, expected a number from `0.0` to `1.0`")
    }
}

impl Error for SamplingError {}

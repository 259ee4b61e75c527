//! Samplers.

/// Which traces are sampled, `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`.
///
/// A parent-based sampler decides for traces that start in this process only. For other traces, it follows the decision
/// of the caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OtlpSampler {
    /// `always_on`: all traces.
    AlwaysOn,
    /// `always_off`: no traces.
    AlwaysOff,
    /// `traceidratio`: this share of the traces, from 0.0 to 1.0.
    Ratio(f64),
    /// `parentbased_always_on`: all traces that start in this process.
    ParentBasedAlwaysOn,
    /// `parentbased_always_off`: no traces that start in this process.
    ParentBasedAlwaysOff,
    /// `parentbased_traceidratio`: this share of the traces that start in this process, from 0.0 to 1.0.
    ParentBasedRatio(f64),
}

impl OtlpSampler {
    /// Returns the share of the traces that are sampled, if the sampler decides.
    #[must_use]
    pub const fn ratio(self) -> f64 {
        match self {
            Self::AlwaysOn | Self::ParentBasedAlwaysOn => 1.0,
            Self::AlwaysOff | Self::ParentBasedAlwaysOff => 0.0,
            Self::Ratio(ratio) | Self::ParentBasedRatio(ratio) => ratio,
        }
    }

    /// Whether the sampler follows the decision of the caller.
    #[must_use]
    pub const fn is_parent_based(self) -> bool {
        matches!(self, Self::ParentBasedAlwaysOn | Self::ParentBasedAlwaysOff | Self::ParentBasedRatio(_))
    }

    /// Returns the name in `OTEL_TRACES_SAMPLER`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AlwaysOn => "always_on",
            Self::AlwaysOff => "always_off",
            Self::Ratio(_) => "traceidratio",
            Self::ParentBasedAlwaysOn => "parentbased_always_on",
            Self::ParentBasedAlwaysOff => "parentbased_always_off",
            Self::ParentBasedRatio(_) => "parentbased_traceidratio",
        }
    }
}

/// [`ParentBasedAlwaysOn`](OtlpSampler::ParentBasedAlwaysOn).
impl Default for OtlpSampler {
    fn default() -> Self {
        Self::ParentBasedAlwaysOn
    }
}

//! Which measurements become exemplars.

use super::named::Named;

/// Which measurements become exemplars, `OTEL_METRICS_EXEMPLAR_FILTER`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OtlpExemplarFilter {
    /// `always_on`: all measurements. It has the effect of `trace_based`, and a warning, because an exemplar always has
    /// the ids of a sampled trace.
    AlwaysOn,
    /// `always_off`: none.
    AlwaysOff,
    /// `trace_based`: measurements within a sampled span.
    #[default]
    TraceBased,
}

impl Named for OtlpExemplarFilter {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::AlwaysOn, "always_on"), (Self::AlwaysOff, "always_off"), (Self::TraceBased, "trace_based")];
}

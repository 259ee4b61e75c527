//! The aggregation of histograms.

use super::named::Named;

/// The preferred aggregation of histograms, `OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION`.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OtlpAggregation {
    /// `explicit_bucket_histogram`: buckets with explicit bounds.
    #[default]
    ExplicitBuckets,
    /// `base2_exponential_bucket_histogram`: exponential buckets.
    ExponentialBuckets,
}

impl Named for OtlpAggregation {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::ExplicitBuckets, "explicit_bucket_histogram"),
        (Self::ExponentialBuckets, "base2_exponential_bucket_histogram"),
    ];
}

//! `opentelemetry.proto.metrics.v1`, and the request of `opentelemetry.proto.collector.metrics.v1`.
//!
//! Source:
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/metrics/v1/metrics.proto>,
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/collector/metrics/v1/metrics_service.proto>

/// `ExportMetricsServiceRequest`
pub(crate) mod request {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const RESOURCE_METRICS: Field = Field::long(1, "resourceMetrics");
}

/// `ResourceMetrics`
pub(crate) mod resource_metrics {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const RESOURCE: Field = Field::medium(1, "resource");
    pub(crate) const SCOPE_METRICS: Field = Field::long(2, "scopeMetrics");
}

/// `ScopeMetrics`
pub(crate) mod scope_metrics {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const SCOPE: Field = Field::short(1, "scope");
    pub(crate) const METRICS: Field = Field::long(2, "metrics");
}

/// `Metric`
pub(crate) mod metric {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const NAME: Field = Field::value(1, "name");
    pub(crate) const DESCRIPTION: Field = Field::value(2, "description");
    pub(crate) const UNIT: Field = Field::value(3, "unit");
    pub(crate) const GAUGE: Field = Field::long(5, "gauge");
    pub(crate) const SUM: Field = Field::long(7, "sum");
    pub(crate) const HISTOGRAM: Field = Field::long(9, "histogram");
    pub(crate) const EXPONENTIAL_HISTOGRAM: Field = Field::long(10, "exponentialHistogram");
}

/// `Gauge`, `Sum`, `Histogram` and `ExponentialHistogram`
pub(crate) mod data {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const DATA_POINTS: Field = Field::medium(1, "dataPoints");
    pub(crate) const AGGREGATION_TEMPORALITY: Field = Field::value(2, "aggregationTemporality");
    pub(crate) const IS_MONOTONIC: Field = Field::value(3, "isMonotonic");
}

/// `NumberDataPoint`
pub(crate) mod number {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const START_TIME_UNIX_NANO: Field = Field::value(2, "startTimeUnixNano");
    pub(crate) const TIME_UNIX_NANO: Field = Field::value(3, "timeUnixNano");
    pub(crate) const AS_DOUBLE: Field = Field::optional(4, "asDouble");
    pub(crate) const EXEMPLARS: Field = Field::short(5, "exemplars");
    pub(crate) const AS_INT: Field = Field::optional(6, "asInt");
    pub(crate) const ATTRIBUTES: Field = Field::short(7, "attributes");
}

/// `HistogramDataPoint`
pub(crate) mod histogram {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const START_TIME_UNIX_NANO: Field = Field::value(2, "startTimeUnixNano");
    pub(crate) const TIME_UNIX_NANO: Field = Field::value(3, "timeUnixNano");
    pub(crate) const COUNT: Field = Field::value(4, "count");
    pub(crate) const SUM: Field = Field::optional(5, "sum");
    pub(crate) const BUCKET_COUNTS: Field = Field::medium(6, "bucketCounts");
    pub(crate) const EXPLICIT_BOUNDS: Field = Field::medium(7, "explicitBounds");
    pub(crate) const EXEMPLARS: Field = Field::short(8, "exemplars");
    pub(crate) const ATTRIBUTES: Field = Field::short(9, "attributes");
}

/// `ExponentialHistogramDataPoint`
pub(crate) mod exponential {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const ATTRIBUTES: Field = Field::short(1, "attributes");
    pub(crate) const START_TIME_UNIX_NANO: Field = Field::value(2, "startTimeUnixNano");
    pub(crate) const TIME_UNIX_NANO: Field = Field::value(3, "timeUnixNano");
    pub(crate) const COUNT: Field = Field::value(4, "count");
    pub(crate) const SUM: Field = Field::optional(5, "sum");
    pub(crate) const SCALE: Field = Field::value(6, "scale");
    pub(crate) const ZERO_COUNT: Field = Field::value(7, "zeroCount");
    pub(crate) const POSITIVE: Field = Field::medium(8, "positive");
    pub(crate) const NEGATIVE: Field = Field::medium(9, "negative");
    pub(crate) const EXEMPLARS: Field = Field::short(11, "exemplars");
    pub(crate) const ZERO_THRESHOLD: Field = Field::value(14, "zeroThreshold");
}

/// `ExponentialHistogramDataPoint.Buckets`
pub(crate) mod buckets {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const OFFSET: Field = Field::value(1, "offset");
    pub(crate) const BUCKET_COUNTS: Field = Field::medium(2, "bucketCounts");
}

/// `Exemplar`
pub(crate) mod exemplar {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const TIME_UNIX_NANO: Field = Field::value(2, "timeUnixNano");
    pub(crate) const AS_DOUBLE: Field = Field::optional(3, "asDouble");
    pub(crate) const SPAN_ID: Field = Field::value(4, "spanId");
    pub(crate) const TRACE_ID: Field = Field::value(5, "traceId");
}

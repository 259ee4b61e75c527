//! The table of all variables.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/>

use super::defaults::{ATTUNED_ENDPOINT, ATTUNED_STRICT};
use super::options::OPTIONS;
use super::variable::OtlpVariable;

const fn row(name: &'static str, meaning: &'static str, allowed: &'static str, default: &'static str) -> OtlpVariable {
    OtlpVariable { name, meaning, allowed, default }
}

const MILLISECONDS: &str = "milliseconds";
const TIMEOUT: &str = "milliseconds; 0 means no timeout";
const COUNT: &str = "a number, at least 1";
const LIMIT: &str = "a number";
const GENERAL_COUNT: &str = "`OTEL_ATTRIBUTE_COUNT_LIMIT`";
const GENERAL_LENGTH: &str = "`OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`";

#[rustfmt::skip]
static GENERAL: [OtlpVariable; 12] = [
    row("OTEL_SDK_DISABLED", "whether the export is disabled: nothing is sent, but context is still propagated", "`true`, `false`", "`false`"),
    row("OTEL_SERVICE_NAME", "the resource attribute `service.name`", "any text", "`service.name` of `OTEL_RESOURCE_ATTRIBUTES`"),
    row("OTEL_RESOURCE_ATTRIBUTES", "attributes of the resource", "`name=value,name=value`, percent-encoded; with one mistake, all are ignored", "none"),
    row("OTEL_LOG_LEVEL", "the minimum level of the messages about the configuration, which are warnings", "`none`, `error`, `warn`, `info`, `debug`, `trace`", "`info`"),
    row("OTEL_PROPAGATORS", "the formats of propagated context", "a list of `tracecontext`, `baggage`, `b3`, `b3multi`, or `none`", "`tracecontext,baggage`"),
    row("OTEL_TRACES_SAMPLER", "the sampler", "`always_on`, `always_off`, `traceidratio`, or one of these with the prefix `parentbased_`", "`parentbased_always_on`"),
    row("OTEL_TRACES_SAMPLER_ARG", "the share of sampled traces, with `traceidratio`", "a number from 0 to 1", "`1`"),
    row("OTEL_TRACES_EXPORTER", "the exporters of spans", "a list of `otlp`, `console`, or `none`", "`otlp`"),
    row("OTEL_METRICS_EXPORTER", "the exporters of metrics", "a list of `otlp`, `console`, `prometheus`, or `none`", "`otlp`"),
    row("OTEL_LOGS_EXPORTER", "the exporters of log records", "a list of `otlp`, `console`, or `none`", "`otlp`"),
    row(ATTUNED_ENDPOINT, "the URL of the collector. Overrides `OTEL_EXPORTER_OTLP_ENDPOINT` and the endpoints of the signals. An invalid value is an error", "as `OTEL_EXPORTER_OTLP_ENDPOINT`", "none"),
    row(ATTUNED_STRICT, "whether a mistake in an `OTEL_*` variable is an error. An invalid value is an error", "`true`, `false`", "`false`"),
];

#[rustfmt::skip]
static BATCHES: [OtlpVariable; 10] = [
    row("OTEL_BSP_SCHEDULE_DELAY", "the maximum time that a span waits until the batch is full", MILLISECONDS, "`5000`"),
    row("OTEL_BSP_EXPORT_TIMEOUT", "the maximum duration of one attempt to export a batch of spans. `OTEL_EXPORTER_OTLP_TIMEOUT` applies if it is shorter", TIMEOUT, "`30000`"),
    row("OTEL_BSP_MAX_QUEUE_SIZE", "the maximum number of spans in the queue", COUNT, "`2048`"),
    row("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "the maximum number of spans in a batch", "a number, at least 1 and at most the size of the queue", "`512`"),
    row("OTEL_BLRP_SCHEDULE_DELAY", "the maximum time that a log record waits until the batch is full", MILLISECONDS, "`1000`"),
    row("OTEL_BLRP_EXPORT_TIMEOUT", "the maximum duration of one attempt to export a batch of log records. `OTEL_EXPORTER_OTLP_TIMEOUT` applies if it is shorter", TIMEOUT, "`30000`"),
    row("OTEL_BLRP_MAX_QUEUE_SIZE", "the maximum number of log records in the queue", COUNT, "`2048`"),
    row("OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "the maximum number of log records in a batch", "a number, at least 1 and at most the size of the queue", "`512`"),
    row("OTEL_METRIC_EXPORT_INTERVAL", "the interval at which metrics are exported", "milliseconds, at least 100", "`60000`"),
    row("OTEL_METRIC_EXPORT_TIMEOUT", "the maximum duration of one attempt to export all metrics, in one or several requests", TIMEOUT, "`30000`"),
];

#[rustfmt::skip]
static METRICS: [OtlpVariable; 3] = [
    row("OTEL_METRICS_EXEMPLAR_FILTER", "which measurements become exemplars", "`always_on`, `always_off`, `trace_based`", "`trace_based`"),
    row("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "the temporality: whether metrics are sent as totals or as differences", "`cumulative`, `delta`, `lowmemory`", "`cumulative`"),
    row("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", "the aggregation of histograms for which no buckets are configured", "`explicit_bucket_histogram`, `base2_exponential_bucket_histogram`", "`explicit_bucket_histogram`"),
];

#[rustfmt::skip]
static LIMITS: [OtlpVariable; 10] = [
    row("OTEL_ATTRIBUTE_COUNT_LIMIT", "the maximum number of attributes", LIMIT, "`128`"),
    row("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "the maximum length of a value, in characters", LIMIT, "no limit"),
    row("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "the maximum number of attributes of a span", LIMIT, GENERAL_COUNT),
    row("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "the maximum length of a value of a span, its events and its links, in characters", LIMIT, GENERAL_LENGTH),
    row("OTEL_SPAN_EVENT_COUNT_LIMIT", "the maximum number of events of a span", LIMIT, "`128`"),
    row("OTEL_SPAN_LINK_COUNT_LIMIT", "the maximum number of links of a span", LIMIT, "`128`"),
    row("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "the maximum number of attributes of an event", LIMIT, GENERAL_COUNT),
    row("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "the maximum number of attributes of a link", LIMIT, GENERAL_COUNT),
    row("OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", "the maximum number of attributes of a log record", LIMIT, GENERAL_COUNT),
    row("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", "the maximum length of a value of a log record, in characters", LIMIT, GENERAL_LENGTH),
];

/// Returns all variables.
pub(in crate::export::otlp::settings) fn table() -> impl Iterator<Item = OtlpVariable> {
    let options = OPTIONS.into_iter().flat_map(|names| names.variables());
    let others = [&BATCHES[..], &METRICS[..], &LIMITS[..]].into_iter().flatten().copied();
    GENERAL.into_iter().chain(options).chain(others)
}

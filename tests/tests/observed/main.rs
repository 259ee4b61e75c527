//! Spans, events and metrics of `#[observed]`.

#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    clippy::unwrap_used,
    reason = "a test may panic, and what it annotates need not be useful"
)]

mod arguments;
mod async_arguments;
mod cancelled;
mod errors;
mod fallible;
mod fields;
mod follows;
mod futures;
mod futures_ended;
mod in_flight;
mod labels;
mod labels_of_returned;
mod metrics;
mod named_like_futures;
mod names;
mod panicked;
mod panicked_values;
mod recorders;
mod returned_events;
mod signatures;
mod slow_and_slo;
mod span;
mod streams;
mod track_caller;
mod traits;
mod verdict;
mod without_a_recorder;

use attuned_telemetry_tests::metrics::Metrics;

/// Number of calls of an operation in this package that ended with `status`.
fn calls(metrics: &Metrics, op: &str, status: &str) -> Option<u64> {
    metrics.counter(&format!("attuned_telemetry_tests_operations_total{{operation={op:?},status={status:?}}}"))
}

/// Durations of an operation in this package.
fn durations(metrics: &Metrics, op: &str) -> Option<Vec<f64>> {
    metrics.histogram(&format!("attuned_telemetry_tests_duration_seconds{{operation={op:?}}}"))
}

/// Errors of an operation in this package.
fn errors(metrics: &Metrics, op: &str, error_type: &str) -> Option<u64> {
    metrics.counter(&format!("attuned_telemetry_tests_errors_total{{error_type={error_type:?},operation={op:?}}}"))
}

/// Calls in flight of an operation in this package.
fn in_flight(metrics: &Metrics, op: &str) -> Option<f64> {
    metrics.gauge(&format!("attuned_telemetry_tests_in_flight{{operation={op:?}}}"))
}

/// Name of the current span.
fn current_span() -> Option<&'static str> {
    tracing::Span::current().metadata().map(tracing::Metadata::name)
}

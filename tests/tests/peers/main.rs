//! Defects of existing tools, with one test each. If `tracing::instrument` supports the case, the test shows its result
//! for comparison.

#![allow(
    clippy::missing_errors_doc,
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unwrap_used,
    reason = "a test may panic, and what it annotates need not be useful"
)]

mod does_not_compile;
mod lints_and_messages;
mod mocks;
mod real_code;
mod silent_wrong_data;
mod throws;
mod wanted;

pub(crate) use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::trace::{Span, Trace};

/// Number of calls of an operation in this package that ended with `status`.
fn calls(metrics: &Metrics, op: &str, status: &str) -> Option<u64> {
    metrics.counter(&format!("attuned_telemetry_tests_operations_total{{operation={op:?},status={status:?}}}"))
}

/// The span of the annotated function, and the span of the same function under `tracing::instrument`, named `theirs`.
fn both(trace: &Trace) -> (Span, Span) {
    let spans = trace.spans();
    assert_eq!(spans.len(), 2, "{spans:#?}");
    let (theirs, ours): (Vec<_>, Vec<_>) = spans.into_iter().partition(|span| span.name == "theirs");
    (ours[0].clone(), theirs[0].clone())
}

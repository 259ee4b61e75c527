//! The outcome of a call in its span.

use tracing::{Span, Value};

use crate::core::operation::definition::fields::OWN_COUNT;
use crate::core::operation::span::emitter::Emitter;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// Records the outcome in the fields that every span of an operation has.
///
/// Source: <https://opentelemetry.io/docs/specs/semconv/general/recording-errors/>
#[inline]
pub(super) fn record(span: &Span, emitter: &'static Emitter, outcome: Outcome, failure: Failure) {
    let status = outcome.as_str();
    let names = emitter.metadata().fields();
    if names.len() == OWN_COUNT {
        // All fields are the runtime's own, in a known order, so no field is looked up by name.
        let error = failure.map(|_| "ERROR");
        let values = [
            Some(&status as &dyn Value),
            failure.as_ref().map(|error_type| error_type as &dyn Value),
            error.as_ref().map(|error| error as &dyn Value),
        ];
        span.record_all(&names.value_set_all(&values));
        return;
    }
    span.record("status", status);
    if let Some(error_type) = failure {
        span.record("error.type", error_type);
        span.record("otel.status_code", "ERROR");
    }
}

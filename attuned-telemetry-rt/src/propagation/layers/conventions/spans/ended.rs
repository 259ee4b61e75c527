//! What a span tells about the end of its request.

use tracing::Span;

use crate::core::verdict::outcome::Outcome;
use crate::propagation::layers::conventions::exchange::ending::{Ending, Side};
use crate::propagation::layers::conventions::metrics::attributes::Attributes;

/// Records how a request ended. The status has no description, because it would repeat the code or the type.
///
/// The field `status` tells apart what the conventions do not: `cancelled` and `panicked`, as for annotated calls.
pub(crate) fn record(span: &Span, attributes: &Attributes, ending: Ending, side: Side) {
    if span.is_disabled() {
        return;
    }
    if let Some(status) = attributes.status {
        span.record("http.response.status_code", status);
    }
    // A server knows the version before the span is opened.
    if let Some(version) = attributes.version.filter(|_| side == Side::Client) {
        span.record("network.protocol.version", version.as_str());
    }
    if let Some(error_type) = attributes.error_type() {
        span.record("error.type", error_type.as_str());
        span.record("otel.status_code", "ERROR");
    }
    if ending == Ending::Panicked {
        span.record("status", Outcome::Panicked.as_str());
    } else if attributes.is_cancelled {
        span.record("status", Outcome::Cancelled.as_str());
    }
}

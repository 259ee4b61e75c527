//! A received context as OpenTelemetry's current context, so that spans of its SDK belong to the trace, too.

use std::str::FromStr as _;

use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use opentelemetry::{Context, ContextGuard};

use super::trace::CarriedTrace;
use crate::core::context;

/// Attaches a trace, unless OpenTelemetry has an active span. It is detached when the result is dropped.
pub(super) fn attach(trace: &CarriedTrace) -> Option<ContextGuard> {
    let can_attach = context::has_opentelemetry() && context::with_opentelemetry(|_, _| ()).is_none();
    can_attach.then(|| Context::current().with_remote_span_context(converted(trace)).attach())
}

fn converted(trace: &CarriedTrace) -> SpanContext {
    let trace_id = TraceId::from_bytes(trace.context.trace_id.get().to_be_bytes());
    let span_id = SpanId::from_bytes(trace.context.span_id.get().to_be_bytes());
    let state = TraceState::from_str(trace.state.as_str()).unwrap_or_default();
    SpanContext::new(trace_id, span_id, TraceFlags::new(trace.flags.bits()), true, state)
}

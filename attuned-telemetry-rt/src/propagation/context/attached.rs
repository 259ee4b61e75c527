//! A received context as OpenTelemetry's current context, so that spans of its SDK belong to the trace, too.

use std::fmt;
use std::str::FromStr as _;
use std::sync::OnceLock;

use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use opentelemetry::{Context, ContextGuard};

use super::trace::CarriedTrace;
use crate::core::context;

/// The context of OpenTelemetry for a received trace, which is created when it is first entered. Each clone creates its
/// own, because it may be entered elsewhere.
#[derive(Default)]
pub(in crate::propagation) struct Attachable(OnceLock<Context>);

impl Attachable {
    /// Attaches the trace, unless OpenTelemetry has an active span. It is detached when the result is dropped.
    pub(super) fn attach(&self, trace: &CarriedTrace) -> Option<ContextGuard> {
        let can_attach = context::has_opentelemetry() && context::with_opentelemetry(|_, _| ()).is_none();
        let create = || Context::current().with_remote_span_context(converted(trace));
        can_attach.then(|| self.0.get_or_init(create).clone().attach())
    }
}

impl Clone for Attachable {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// It is no part of the value.
impl PartialEq for Attachable {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Attachable {}

impl fmt::Debug for Attachable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Attachable").finish_non_exhaustive()
    }
}

fn converted(trace: &CarriedTrace) -> SpanContext {
    let trace_id = TraceId::from_bytes(trace.context.trace_id.get().to_be_bytes());
    let span_id = SpanId::from_bytes(trace.context.span_id.get().to_be_bytes());
    let state = TraceState::from_str(trace.state.as_str()).unwrap_or_default();
    SpanContext::new(trace_id, span_id, TraceFlags::new(trace.flags.bits()), true, state)
}

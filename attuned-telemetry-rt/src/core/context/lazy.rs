//! Ids that are made when they are first read: most spans and calls are never asked for theirs.

use std::sync::{Arc, OnceLock};

use super::ids::{SpanId, TraceId};
use super::random;
use super::trace_context::TraceContext;

/// A trace, shared by everything in it: all of them read the same id, whichever is the first to do so.
#[derive(Debug, Default)]
pub(crate) struct Trace(OnceLock<(TraceId, bool)>);

/// The ids of a span or a call.
#[derive(Debug)]
pub(crate) struct LazyIds {
    trace: Arc<Trace>,
    span: OnceLock<SpanId>,
}

impl Trace {
    /// A trace that is known already.
    pub(super) fn of(context: TraceContext) -> Arc<Self> {
        Arc::new(Self(OnceLock::from((context.trace_id, context.is_sampled))))
    }

    fn id(&self) -> (TraceId, bool) {
        *self.0.get_or_init(|| (random::trace_id(), true))
    }
}

impl LazyIds {
    /// The ids of something that begins in this trace.
    pub(crate) fn new(trace: Arc<Trace>) -> Arc<Self> {
        Arc::new(Self { trace, span: OnceLock::new() })
    }

    /// Ids that are known already.
    pub(super) fn of(context: TraceContext) -> Arc<Self> {
        Arc::new(Self { trace: Trace::of(context), span: OnceLock::from(context.span_id) })
    }

    /// The trace that something belongs to which begins inside.
    pub(crate) fn trace(&self) -> Arc<Trace> {
        Arc::clone(&self.trace)
    }

    /// Reads the ids, and makes those that are missing.
    pub(crate) fn read(&self) -> TraceContext {
        let (trace_id, is_sampled) = self.trace.id();
        let span_id = *self.span.get_or_init(random::span_id);
        TraceContext { trace_id, span_id, is_sampled }
    }
}

//! Ids that are made when they are first read: most spans and calls are never asked for theirs.

use std::sync::{Arc, OnceLock};

use super::ids::{SpanId, TraceId};
use super::random;
use super::trace_context::TraceContext;

/// The ids of a span or a call.
#[derive(Debug, Default)]
pub(crate) struct LazyIds {
    /// The first of its trace, which knows the id of the trace: everything in the trace reads the same one, whichever
    /// is the first to do so. `None` if this is the first.
    root: Option<Arc<Self>>,
    /// The id of the trace and whether it is sampled, if this is the first.
    trace: OnceLock<(TraceId, bool)>,
    span: OnceLock<SpanId>,
}

impl LazyIds {
    /// The ids of something that begins inside of `parent`, or begins a trace.
    pub(crate) fn new(parent: Option<&Arc<Self>>) -> Arc<Self> {
        let root = parent.map(|parent| Arc::clone(parent.root.as_ref().unwrap_or(parent)));
        Arc::new(Self { root, ..Self::default() })
    }

    /// Ids that are known already.
    pub(super) fn of(context: TraceContext) -> Arc<Self> {
        let TraceContext { trace_id, span_id, is_sampled } = context;
        Arc::new(Self { root: None, trace: OnceLock::from((trace_id, is_sampled)), span: OnceLock::from(span_id) })
    }

    /// Reads the ids, and makes those that are missing.
    pub(crate) fn read(&self) -> TraceContext {
        let trace = self.root.as_ref().map_or(&self.trace, |root| &root.trace);
        let (trace_id, is_sampled) = *trace.get_or_init(|| (random::trace_id(), true));
        let span_id = *self.span.get_or_init(random::span_id);
        TraceContext { trace_id, span_id, is_sampled }
    }
}

//! Ids that are generated when they are first read, because the ids of most spans and calls are never read.

use std::sync::{Arc, OnceLock};

use super::ids::{SpanId, TraceId};
use super::random_ids;
use super::trace_context::TraceContext;

/// The ids of a span or a call.
#[derive(Debug, Default)]
pub(crate) struct LazyIds {
    /// The root of the trace, which stores the trace id, so that all spans and calls of the trace read the same id.
    /// `None` if this is the root.
    root: Option<Arc<Self>>,
    /// The id of the trace and whether it is sampled. Set only in the root.
    trace: OnceLock<(TraceId, bool)>,
    span: OnceLock<SpanId>,
}

impl LazyIds {
    /// Creates the ids of a span or call in `parent`, or of the root of a new trace.
    pub(crate) fn new(parent: Option<&Arc<Self>>) -> Arc<Self> {
        let root = parent.map(|parent| Arc::clone(parent.root.as_ref().unwrap_or(parent)));
        Arc::new(Self { root, ..Self::default() })
    }

    /// Creates ids that are already known.
    pub(super) fn of(context: TraceContext) -> Arc<Self> {
        let TraceContext { trace_id, span_id, is_sampled } = context;
        Arc::new(Self { root: None, trace: OnceLock::from((trace_id, is_sampled)), span: OnceLock::from(span_id) })
    }

    /// Returns the ids, and generates those that are missing.
    pub(crate) fn read(&self) -> TraceContext {
        let trace = self.root.as_ref().map_or(&self.trace, |root| &root.trace);
        let (trace_id, is_sampled) = *trace.get_or_init(|| (random_ids::trace_id(), true));
        let span_id = *self.span.get_or_init(random_ids::span_id);
        TraceContext { trace_id, span_id, is_sampled }
    }
}

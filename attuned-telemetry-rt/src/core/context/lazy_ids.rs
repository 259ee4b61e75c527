//! Ids that are generated when they are first read, because the ids of most calls are never read.

use std::sync::{Arc, OnceLock};

use super::ids::{SpanId, TraceId};
use super::packed::PackedContext;
use super::random_ids;
use super::sampling;
use super::trace_context::TraceContext;

/// The ids of a call.
#[derive(Debug)]
pub(crate) struct LazyIds {
    /// The root of the trace, which stores the trace id, so that all calls of the trace read the same id. `None` if
    /// this is the root, or if the trace id is known.
    root: Option<Arc<Self>>,
    /// The id of the trace and whether it is sampled. Set only if there is no other root.
    trace: OnceLock<(TraceId, bool)>,
    span: OnceLock<SpanId>,
    /// Whether the trace started in this process, so that its id is random.
    is_own: bool,
}

impl LazyIds {
    /// Creates the ids of a call in `parent`, or of the root of a new trace.
    pub(super) fn new(parent: Option<&Ids>) -> Arc<Self> {
        let (root, trace, is_own) = match parent {
            None => (None, OnceLock::new(), true),
            Some(Ids::Lazy(parent)) => {
                (Some(Arc::clone(parent.root.as_ref().unwrap_or(parent))), OnceLock::new(), parent.is_own)
            }
            Some(Ids::Known(parent)) => (None, OnceLock::from((parent.trace_id(), parent.is_sampled)), parent.is_own),
        };
        Arc::new(Self { root, trace, span: OnceLock::new(), is_own })
    }

    /// Returns the ids, and generates those that are missing.
    fn read(&self) -> TraceContext {
        let trace = self.root.as_ref().map_or(&self.trace, |root| &root.trace);
        let (trace_id, is_sampled) = *trace.get_or_init(|| {
            let trace_id = random_ids::trace_id();
            (trace_id, sampling::is_sampled(trace_id))
        });
        let span_id = *self.span.get_or_init(random_ids::span_id);
        TraceContext { trace_id, span_id, is_sampled }
    }
}

/// The ids of an entry on the stack.
#[derive(Clone)]
pub(crate) enum Ids {
    /// Those of a `tracing` span or of a remote parent.
    Known(PackedContext),
    /// Those of a call.
    Lazy(Arc<LazyIds>),
}

impl Ids {
    /// Returns the ids, and generates those that are missing.
    pub(crate) fn read(&self) -> TraceContext {
        match self {
            Self::Known(context) => (*context).into(),
            Self::Lazy(ids) => ids.read(),
        }
    }

    /// Whether the trace started in this process, so that its id is random.
    #[cfg(any(feature = "adapters", feature = "init", feature = "propagation"))]
    pub(crate) fn is_own(&self) -> bool {
        match self {
            Self::Known(context) => context.is_own,
            Self::Lazy(ids) => ids.is_own,
        }
    }

    /// Returns the ids, and generates those that are missing.
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) fn packed(&self) -> PackedContext {
        PackedContext::from(self.read()).with_own(self.is_own())
    }
}

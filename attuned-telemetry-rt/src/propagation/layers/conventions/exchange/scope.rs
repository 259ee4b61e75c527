//! The context and the span of a request, which are current while its code runs.

use tracing::Span;

use crate::TraceContext;
use crate::core::context::NewTrace;
use crate::propagation::CarriedContext;

/// The context and the span of a request, which are current while its code runs.
pub(crate) struct Scope {
    /// The context that the request carries, unless it is the one of the code around it.
    context: Option<CarriedContext>,
    /// The trace that starts with the request, if no other one is known.
    trace: Option<NewTrace>,
    /// The span of the request. It is disabled if it is filtered, or after it was closed.
    pub(crate) span: Span,
}

impl Scope {
    /// Creates the scope of a received request. `span` runs inside the context.
    #[cfg(feature = "tower")]
    pub(crate) fn received(context: CarriedContext, span: impl FnOnce() -> Span) -> Self {
        let (span, trace) = context.in_scope(|| with_trace(span()));
        Self { context: Some(context), trace, span }
    }

    /// Creates the scope of a request that is sent from the running code.
    pub(crate) fn sent(span: Span) -> Self {
        let (span, trace) = with_trace(span);
        Self { context: None, trace, span }
    }

    /// Runs code inside the scope.
    pub(crate) fn enter<R>(&self, code: impl FnOnce() -> R) -> R {
        let in_span = || self.span.in_scope(code);
        let in_trace = || match &self.trace {
            Some(trace) => trace.in_scope(in_span),
            None => in_span(),
        };
        match &self.context {
            Some(context) => context.in_scope(in_trace),
            None => in_trace(),
        }
    }
}

/// Starts a trace, unless there is one in the span. So all calls of a request belong to one trace, even if the
/// subscriber filters its span, or there is no subscriber.
fn with_trace(span: Span) -> (Span, Option<NewTrace>) {
    let has_trace = span.in_scope(TraceContext::current).is_some();
    (span, (!has_trace).then(NewTrace::start))
}

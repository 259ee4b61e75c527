//! The context and the span of a request, which are current while its code runs.

use tracing::Span;

use crate::TraceContext;
use crate::core::context::lazy_ids;
use crate::propagation::CarriedContext;

/// The context and the span of a request, which are current while its code runs.
pub(crate) struct Scope {
    /// The context that the request carries, unless it is the one of the code around it.
    context: Option<CarriedContext>,
    /// The span of the request. It is disabled if it is filtered, or after it was closed.
    pub(crate) span: Span,
}

impl Scope {
    /// Creates the scope of a received request. `span` runs inside the context.
    #[cfg(feature = "tower")]
    pub(crate) fn received(context: CarriedContext, span: impl FnOnce() -> Span) -> Self {
        let span = context.in_scope(span);
        Self { context: Some(context), span }.in_a_trace()
    }

    /// Creates the scope of a request that is sent from the running code.
    pub(crate) fn sent(span: Span) -> Self {
        Self { context: None, span }.in_a_trace()
    }

    /// Starts a trace, unless there is one. So all calls of a request belong to one trace, even if the subscriber
    /// filters its span, or there is no subscriber.
    fn in_a_trace(self) -> Self {
        if self.enter(TraceContext::current).is_some() {
            return self;
        }
        let baggage = self.context.unwrap_or_default().baggage().clone();
        let context = CarriedContext::from(lazy_ids::new_trace()).with_baggage(baggage);
        Self { context: Some(context), ..self }
    }

    /// Runs code inside the scope.
    pub(crate) fn enter<R>(&self, code: impl FnOnce() -> R) -> R {
        let within = || self.span.in_scope(code);
        match &self.context {
            Some(context) => context.in_scope(within),
            None => within(),
        }
    }
}

//! What requests carry now.

use std::future::Future;

use super::carried::CarriedContext;
use super::current_trace;
use super::future::InContext;
use super::scopes;
use crate::propagation::baggage::Baggage;

impl CarriedContext {
    /// Returns what a request carries that is sent now: the place in the trace is
    /// [`TraceContext::current`](crate::TraceContext::current), and the baggage is [`Baggage::current`].
    ///
    /// The flags and the `tracestate` are those that were received with the trace. A trace that starts in this process
    /// has no `tracestate`, and its ids are random.
    #[must_use]
    pub fn current() -> Self {
        Self { trace: current_trace::current(), baggage: Baggage::current(), ..Self::default() }
    }
}

impl Baggage {
    /// Returns the baggage of the running scope or future.
    #[must_use]
    pub fn current() -> Self {
        scopes::baggage()
    }

    /// Runs `scope` with this baggage.
    pub fn in_scope<R>(self, scope: impl FnOnce() -> R) -> R {
        CarriedContext::default().with_baggage(self).in_scope(scope)
    }

    /// Runs a future with this baggage.
    pub fn in_future<F: Future>(self, future: F) -> InContext<F> {
        CarriedContext::default().with_baggage(self).in_future(future)
    }
}

//! What a request carries.

#[cfg(feature = "opentelemetry")]
use super::attached::Attachable;
use super::scopes::{self, Scope};
use super::trace::CarriedTrace;
use crate::core::context::trace_context::TraceContext;
use crate::core::context::{self, stack};
use crate::propagation::baggage::Baggage;
use crate::propagation::trace::{TraceFlags, TraceState};

/// What a request carries from its sender to its receiver: the sender's place in the trace, the flags and the
/// `tracestate` of the trace, and baggage.
///
/// A clone shares texts. `Debug` shows ids, but no text of a header.
///
/// A server extracts it, and handles the request inside it:
///
/// ```
/// use attuned_telemetry_rt::propagation::Propagators;
/// use attuned_telemetry_rt::{TraceContext, observed};
///
/// #[observed]
/// async fn answer() {}
///
/// # async fn served() {
/// let propagators = Propagators::default();
/// let mut headers = http::HeaderMap::new();
/// # headers.insert("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse().unwrap());
/// let received = propagators.extract(&headers);
/// received.in_future(answer()).await;
/// # }
/// ```
///
/// Baggage and `tracestate` belong to the scope, not to the calls in it. A task that is spawned needs them, too:
///
/// ```
/// # fn spawn<F>(_: F) {}
/// # async fn work() {}
/// use attuned_telemetry_rt::propagation::CarriedContext;
///
/// spawn(CarriedContext::current().in_future(work()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedContext {
    pub(in crate::propagation) trace: Option<CarriedTrace>,
    pub(in crate::propagation) caller: Option<TraceContext>,
    pub(in crate::propagation) baggage: Baggage,
    #[cfg(feature = "opentelemetry")]
    pub(super) attachable: Attachable,
}

impl CarriedContext {
    /// Returns the place in the trace.
    #[must_use]
    pub fn trace_context(&self) -> Option<TraceContext> {
        self.trace.as_ref().map(|trace| trace.context)
    }

    /// Returns the flags of the trace. Without a trace, none is set.
    #[must_use]
    pub fn trace_flags(&self) -> TraceFlags {
        self.trace.as_ref().map(|trace| trace.flags).unwrap_or_default()
    }

    /// Returns the `tracestate` of the trace.
    #[must_use]
    pub fn trace_state(&self) -> TraceState {
        self.trace.as_ref().map(|trace| trace.state.clone()).unwrap_or_default()
    }

    /// Returns the baggage.
    #[must_use]
    pub const fn baggage(&self) -> &Baggage {
        &self.baggage
    }

    /// Returns the same context with other baggage.
    #[must_use]
    pub fn with_baggage(self, baggage: Baggage) -> Self {
        Self { baggage, ..self }
    }

    /// Returns the caller's place in its trace, if that trace is not continued:
    /// [`Callers::UntrustedWithNewTraces`](crate::propagation::Callers::UntrustedWithNewTraces). Collected spans
    /// without a parent that start in the context have a link to it.
    #[must_use]
    pub const fn caller(&self) -> Option<TraceContext> {
        self.caller
    }

    /// Runs `scope` with this context: calls and spans that start in `scope` belong to its trace, and requests carry
    /// its baggage. Without a trace, `scope` stays in the current trace.
    pub fn in_scope<R>(&self, scope: impl FnOnce() -> R) -> R {
        let _entered = self.enter();
        scope()
    }

    /// Enters the context, which is left when the result is dropped.
    pub(super) fn enter(&self) -> Entered {
        let scope = Scope { trace: self.trace.clone(), baggage: self.baggage.clone() };
        Entered {
            #[cfg(feature = "opentelemetry")]
            _attached: self.trace.as_ref().and_then(|trace| self.attachable.attach(trace)),
            _caller: (self.trace.is_some() || self.caller.is_some()).then(|| context::enter_caller(self.caller)),
            _scope: scopes::enter(scope),
            _parent: self.trace_context().map(TraceContext::enter),
        }
    }
}

/// The context, for a part of a trace that was received by other means.
impl From<TraceContext> for CarriedContext {
    fn from(context: TraceContext) -> Self {
        let flags = TraceFlags::default().with_sampled(context.is_sampled);
        let trace = CarriedTrace { context, flags, state: TraceState::default(), is_debug: false };
        Self { trace: Some(trace), ..Self::default() }
    }
}

/// A context that this thread has entered.
pub(super) struct Entered {
    #[cfg(feature = "opentelemetry")]
    _attached: Option<opentelemetry::ContextGuard>,
    _caller: Option<context::Caller>,
    _parent: Option<stack::Entered>,
    _scope: scopes::Entered,
}

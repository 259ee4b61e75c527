//! The trace context of the running code.

#[cfg(feature = "propagation")]
use std::cell::Cell;

#[cfg(feature = "propagation")]
use super::packed::PackedContext;
use super::readers;
use super::stack;
use super::trace_context::TraceContext;

impl TraceContext {
    /// Returns the context of the innermost call or span that is running on this thread, if there is one.
    ///
    /// A call of a function with `#[observed]` has a context once something in the process needs ids: an audit sink,
    /// `TelemetryBuilder::with_tracing`, one of the layers `TraceIds` and `SpanCollector`, `Propagators`, or a call of
    /// [`in_scope`](Self::in_scope). Log levels and filters do not affect this. A call with `span = false` has no
    /// context of its own. A `tracing` span has a context if one of these layers is installed. With the feature
    /// `opentelemetry`, OpenTelemetry's active span takes precedence.
    ///
    /// ```
    /// use attuned_telemetry_rt::TraceContext;
    ///
    /// assert_eq!(TraceContext::current(), None, "no call is running");
    /// ```
    #[must_use]
    pub fn current() -> Option<Self> {
        #[cfg(feature = "opentelemetry")]
        if let Some(context) = of_opentelemetry() {
            return Some(context);
        }
        stack::innermost().map(|ids| ids.read())
    }

    /// Runs `scope` with this context as the parent. Calls and spans that start in `scope` belong to the trace of this
    /// context.
    ///
    /// Use it to continue a trace from another process or another thread.
    ///
    /// ```
    /// use attuned_telemetry_rt::{SpanId, TraceContext, TraceId};
    ///
    /// let (trace_id, span_id) = (TraceId::new(0x4bf9_2f35).unwrap(), SpanId::new(0x00f0_67aa).unwrap());
    /// let caller = TraceContext::new(trace_id, span_id);
    /// assert_eq!(caller.in_scope(TraceContext::current), Some(caller));
    /// ```
    pub fn in_scope<R>(self, scope: impl FnOnce() -> R) -> R {
        let _entered = self.enter();
        scope()
    }

    /// Enters this context as the parent. It is left when the result is dropped, in the reverse order of entering.
    pub(crate) fn enter(self) -> stack::Entered {
        readers::want();
        stack::enter_remote(self.into())
    }
}

#[cfg(feature = "propagation")]
thread_local! {
    /// The caller whose trace the running code does not continue.
    static CALLER: Cell<Option<PackedContext>> = const { Cell::new(None) };
}

/// Returns the caller whose trace the running code does not continue. Spans without a parent have a link to it.
#[cfg(all(feature = "propagation", any(feature = "adapters", feature = "init")))]
pub(crate) fn caller() -> Option<TraceContext> {
    CALLER.try_with(Cell::get).ok().flatten().map(TraceContext::from)
}

/// Sets the caller whose trace the running code does not continue, until the result is dropped.
#[cfg(feature = "propagation")]
pub(crate) fn enter_caller(caller: Option<TraceContext>) -> Caller {
    Caller(CALLER.try_with(|current| current.replace(caller.map(PackedContext::from))).ok().flatten())
}

/// The caller before.
#[cfg(feature = "propagation")]
pub(crate) struct Caller(Option<PackedContext>);

#[cfg(feature = "propagation")]
impl Drop for Caller {
    fn drop(&mut self) {
        let _ = CALLER.try_with(|current| current.set(self.0));
    }
}

/// A trace that starts in this process, for code without a call or a span around it. Calls and spans inside belong to
/// the trace. Its root is not a span, so it is not their parent.
#[cfg(any(feature = "reqwest", feature = "tower"))]
#[derive(Clone, Debug)]
pub(crate) struct NewTrace(std::sync::Arc<super::lazy_ids::LazyIds>);

#[cfg(any(feature = "reqwest", feature = "tower"))]
impl NewTrace {
    /// Starts a trace. Its ids are generated when they are first read.
    pub(crate) fn start() -> Self {
        readers::want();
        Self(super::lazy_ids::LazyIds::new(None))
    }

    /// Runs `scope` in the trace.
    pub(crate) fn in_scope<R>(&self, scope: impl FnOnce() -> R) -> R {
        let _entered = stack::enter_root(self.0.clone());
        scope()
    }
}

/// Whether any code can have a trace context. If not, callers need not look for one.
#[cfg(feature = "engine")]
#[inline]
pub(crate) fn can_be_known() -> bool {
    cfg!(feature = "opentelemetry") || readers::is_wanted()
}

/// Returns the context of OpenTelemetry's active span.
#[cfg(feature = "opentelemetry")]
pub(crate) fn of_opentelemetry() -> Option<TraceContext> {
    with_opentelemetry(|context, _| context)
}

/// Whether OpenTelemetry's context can be used: this thread is not about to end.
#[cfg(all(feature = "opentelemetry", feature = "propagation"))]
pub(crate) fn has_opentelemetry() -> bool {
    !has_ended()
}

/// Calls `read` with the context of OpenTelemetry's active span, in both forms. `read` must not start a span.
///
/// A remote context that is on the stack, too, is not an active span: calls inside it are closer to the running code.
#[cfg(feature = "opentelemetry")]
pub(crate) fn with_opentelemetry<R>(
    read: impl FnOnce(TraceContext, &opentelemetry::trace::SpanContext) -> R,
) -> Option<R> {
    use super::ids::{SpanId, TraceId};

    if has_ended() {
        return None;
    }
    opentelemetry::trace::get_active_span(|span| {
        let context = span.span_context();
        let trace_id = TraceId::new(u128::from_be_bytes(context.trace_id().to_bytes()))?;
        let span_id = SpanId::new(u64::from_be_bytes(context.span_id().to_bytes()))?;
        if context.is_remote() && stack::has_remote(trace_id, span_id) {
            return None;
        }
        Some(read(TraceContext::new(trace_id, span_id).with_sampled(context.is_sampled()), context))
    })
}

/// Whether this thread is destroying its thread-locals, so that OpenTelemetry's context may be gone. OpenTelemetry
/// panics then, which would abort the process.
///
/// Thread-locals are destroyed in the reverse order of their first use, so this one is destroyed before OpenTelemetry's
/// context, which is used first.
#[cfg(feature = "opentelemetry")]
fn has_ended() -> bool {
    struct Alive;

    impl Drop for Alive {
        fn drop(&mut self) {}
    }

    thread_local! {
        static ALIVE: Alive = {
            opentelemetry::trace::get_active_span(|_| ());
            Alive
        };
    }
    ALIVE.try_with(|_| ()).is_err()
}

#[cfg(all(test, any(feature = "reqwest", feature = "tower")))]
mod tests {
    use super::*;

    #[test]
    fn a_new_trace_is_the_same_wherever_it_is_entered_and_is_own() {
        let trace = NewTrace::start();
        let read =
            |trace: &NewTrace| trace.in_scope(|| (TraceContext::current(), stack::innermost().map(|ids| ids.is_own())));
        let here = read(&trace);
        assert!(here.0.is_some() && here.1 == Some(true));
        let there = trace.clone();
        assert_eq!(std::thread::spawn(move || read(&there)).join().ok(), Some(here));
        assert_eq!(TraceContext::current(), None);
        assert_ne!(read(&NewTrace::start()), here);
    }

    #[test]
    fn a_new_trace_inside_another_context_replaces_it() {
        use super::super::ids::{SpanId, TraceId};

        let (Some(trace_id), Some(span_id)) = (TraceId::new(7), SpanId::new(8)) else { return };
        let outer = TraceContext::new(trace_id, span_id);
        let inner = outer.in_scope(|| NewTrace::start().in_scope(TraceContext::current));
        assert!(inner.is_some_and(|inner| inner.trace_id != outer.trace_id));
    }
}

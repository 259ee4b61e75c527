//! The trace of the running code.

use super::scopes;
use super::trace::CarriedTrace;
use crate::core::context::trace_context::TraceContext;
use crate::core::context::{random_ids, stack};
use crate::propagation::trace::{TraceFlags, TraceState};

/// Returns the trace of the running code, with what was received with that trace.
pub(super) fn current() -> Option<CarriedTrace> {
    #[cfg(feature = "opentelemetry")]
    if let Some(trace) = opentelemetry::current() {
        return Some(trace);
    }
    let ids = stack::innermost()?;
    let (context, is_own) = (ids.read(), ids.is_own());
    Some(received_with(context).unwrap_or_else(|| CarriedTrace {
        context,
        flags: flags(is_own).with_sampled(context.is_sampled),
        state: TraceState::default(),
        is_debug: false,
    }))
}

/// Returns what was received with the trace, at the current place in it.
fn received_with(context: TraceContext) -> Option<CarriedTrace> {
    let received = scopes::trace(context.trace_id)?;
    Some(CarriedTrace { context, flags: received.flags.with_sampled(context.is_sampled), ..received })
}

/// The flags of a trace that was not received here. The ids of a trace that started in this process are random; nothing
/// is known of others, so their flag stays unset.
const fn flags(is_own: bool) -> TraceFlags {
    if is_own && random_ids::ARE_RANDOM { TraceFlags::RANDOM } else { TraceFlags::new(0) }
}

#[cfg(feature = "opentelemetry")]
mod opentelemetry {
    use super::{CarriedTrace, TraceFlags, TraceState, received_with};
    use crate::core::context::with_opentelemetry;

    /// Returns the trace of OpenTelemetry's active span. Its `tracestate` replaces the one that was received.
    pub(super) fn current() -> Option<CarriedTrace> {
        let (context, flags, state) = with_opentelemetry(|context, span| {
            (context, TraceFlags::new(span.trace_flags().to_u8()), TraceState::parse([span.trace_state().header()]))
        })?;
        Some(match received_with(context) {
            Some(received) if state.is_empty() => received,
            Some(received) => CarriedTrace { state, ..received },
            None => CarriedTrace { context, flags, state, is_debug: false },
        })
    }
}

//! The trace that a request belongs to.

use crate::core::context::trace_context::TraceContext;
use crate::propagation::trace::{TraceFlags, TraceState};

/// A trace, with all that is handed on with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::propagation) struct CarriedTrace {
    pub(in crate::propagation) context: TraceContext,
    pub(in crate::propagation) flags: TraceFlags,
    pub(in crate::propagation) state: TraceState,
    /// Whether the caller asked for the trace with B3's debug flag.
    pub(in crate::propagation) is_debug: bool,
}

//! The scopes that this thread runs in, the innermost last. Each has what the requests in it carry.

use std::cell::RefCell;

use super::trace::CarriedTrace;
use crate::core::context::ids::TraceId;
use crate::propagation::baggage::Baggage;

thread_local! {
    static SCOPES: RefCell<Vec<Scope>> = const { RefCell::new(Vec::new()) };
}

/// A scope.
pub(super) struct Scope {
    pub(super) trace: Option<CarriedTrace>,
    pub(super) baggage: Baggage,
}

/// A scope that this thread has entered. Scopes are left in the reverse order of entering.
pub(super) struct Entered(());

/// Enters a scope, which is left when the result is dropped.
pub(super) fn enter(scope: Scope) -> Entered {
    with(|scopes| scopes.push(scope));
    Entered(())
}

impl Drop for Entered {
    fn drop(&mut self) {
        with(Vec::pop);
    }
}

/// Returns the baggage of the innermost scope.
pub(super) fn baggage() -> Baggage {
    with(|scopes| scopes.last().map(|scope| scope.baggage.clone())).flatten().unwrap_or_default()
}

/// Returns what was received with a trace.
pub(super) fn trace(id: TraceId) -> Option<CarriedTrace> {
    let is_same = |trace: &&CarriedTrace| trace.context.trace_id == id;
    with(|scopes| scopes.iter().rev().filter_map(|scope| scope.trace.as_ref()).find(is_same).cloned()).flatten()
}

/// Calls `access` with the scopes. Returns `None` while the thread ends.
fn with<R>(access: impl FnOnce(&mut Vec<Scope>) -> R) -> Option<R> {
    SCOPES.try_with(|scopes| scopes.try_borrow_mut().ok().map(|mut scopes| access(&mut scopes))).ok().flatten()
}

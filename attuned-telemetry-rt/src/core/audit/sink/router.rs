//! Routes audit records to the process's sinks, or to the local sink of a thread.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::core::clock::utc;
use crate::core::context::readers;

use super::losses;
use super::losses::Losses;
use super::sink::{AuditError, AuditSink};
use crate::core::audit::event::event::AuditEvent;
use crate::core::verdict::caught::caught;

static INSTALLED: OnceLock<Arc<AuditRouter>> = OnceLock::new();

thread_local! {
    static LOCAL: RefCell<Option<Arc<AuditRouter>>> = const { RefCell::new(None) };
    /// Whether this thread is running a sink.
    static IN_SINK: Cell<bool> = const { Cell::new(false) };
}

/// A list of sinks. Each sink receives every record.
pub(crate) struct AuditRouter {
    sinks: Vec<Box<dyn AuditSink>>,
    /// Number of the newest record. Locked while the sinks receive a record, so that they receive records in order.
    sequence: Mutex<u64>,
    losses: Losses,
}

/// Installs the process's sinks, unless sinks are already installed.
#[cfg(feature = "init")]
pub(crate) fn install(sinks: Vec<Box<dyn AuditSink>>) {
    INSTALLED.get_or_init(|| Arc::new(AuditRouter::new(sinks)));
}

/// Runs `scope` with `sink` as the only sink of this thread, and returns what `scope` returns.
///
/// Like [`metrics::with_local_recorder`], this is for tests that run in parallel. It does not affect other threads that
/// `scope` uses.
pub fn with_local_audit_sink<R>(sink: impl AuditSink + 'static, scope: impl FnOnce() -> R) -> R {
    /// Restores the previous state, even after a panic.
    struct Restore {
        router: Option<Arc<AuditRouter>>,
        in_sink: bool,
    }

    impl Drop for Restore {
        fn drop(&mut self) {
            let router = self.router.take();
            IN_SINK.set(self.in_sink);
            LOCAL.with(|local| local.replace(router));
        }
    }

    let local = Arc::new(AuditRouter::new(vec![Box::new(sink)]));
    let router = LOCAL.with(|current| current.replace(Some(local)));
    // Inside a sink, records may go to a local sink.
    let _restore = Restore { router, in_sink: IN_SINK.replace(false) };
    scope()
}

/// Returns the router for a new record. If there is none, counts the record as lost.
pub(crate) fn current() -> Option<Arc<AuditRouter>> {
    if IN_SINK.get() {
        losses::in_sink();
        return None;
    }
    let local = LOCAL.try_with(|local| local.borrow().clone()).ok().flatten();
    let router = local.or_else(|| INSTALLED.get().cloned());
    if router.is_none() {
        losses::no_sink();
    }
    router
}

impl AuditRouter {
    fn new(sinks: Vec<Box<dyn AuditSink>>) -> Self {
        // Audit records contain the ids of their calls.
        readers::want();
        Self { sinks, sequence: Mutex::new(0), losses: Losses::new() }
    }

    /// Numbers a record and passes it to every sink. A sink that fails or panics does not affect the others.
    pub(crate) fn route(&self, event: &mut AuditEvent) {
        // A call that started outside the sink may end in it, while `sequence` is locked.
        if IN_SINK.get() {
            return losses::in_sink();
        }
        let mut sequence = self.sequence.lock().unwrap_or_else(PoisonError::into_inner);
        *sequence += 1;
        event.sequence = *sequence;
        event.timestamp = utc::now();
        let failures: Vec<_> = self.sinks.iter().filter_map(|sink| guarded(|| sink.record(event)).err()).collect();
        drop(sequence);
        for failure in failures {
            self.losses.report(&failure, 1);
        }
    }
}

impl Drop for AuditRouter {
    fn drop(&mut self) {
        for sink in self.sinks.drain(..) {
            caught(|| drop(sink));
        }
    }
}

/// Calls a sink. Catches its panics, and suppresses records of audited functions that it calls, which would recurse.
pub(crate) fn guarded(call: impl FnOnce() -> Result<(), AuditError>) -> Result<(), AuditError> {
    let outer = IN_SINK.replace(true);
    let called = caught(call);
    IN_SINK.set(outer);
    called.unwrap_or_else(|| Err(AuditError::new("the sink panicked")))
}

//! Where audit records go: the process's sinks, or those of one thread.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::core::context::readers;

use super::losses;
use super::losses::Losses;
use super::sink::{AuditError, AuditSink};
use crate::core::audit::event::event::AuditEvent;

static INSTALLED: OnceLock<Arc<AuditRouter>> = OnceLock::new();

thread_local! {
    static LOCAL: RefCell<Option<Arc<AuditRouter>>> = const { RefCell::new(None) };
    /// Whether this thread is inside a sink.
    static IN_SINK: Cell<bool> = const { Cell::new(false) };
}

/// Some sinks, each of which gets every record.
pub(crate) struct AuditRouter {
    sinks: Vec<Box<dyn AuditSink>>,
    /// The number of the newest record. Held while a record is handed over, so that sinks see them in order.
    sequence: Mutex<u64>,
    losses: Losses,
}

/// Makes these the process's sinks, unless there are some already.
#[cfg(feature = "init")]
pub(crate) fn install(sinks: Vec<Box<dyn AuditSink>>) {
    INSTALLED.get_or_init(|| Arc::new(AuditRouter::new(sinks)));
}

/// Waits for the process's sinks.
#[cfg(feature = "init")]
pub(crate) fn flush() {
    if let Some(router) = INSTALLED.get() {
        router.flush();
    }
}

/// Runs `scope` while the audit records of this thread go to `sink` and nowhere else.
///
/// As [`metrics::with_local_recorder`] does it: for tests that run side by side. Code that `scope` sends to another
/// thread is not covered.
pub fn with_local_audit_sink<R>(sink: impl AuditSink + 'static, scope: impl FnOnce() -> R) -> R {
    /// Puts back what was there, also after a panic.
    struct Restore {
        router: Option<Arc<AuditRouter>>,
        in_sink: bool,
    }

    impl Drop for Restore {
        fn drop(&mut self) {
            let router = self.router.take();
            LOCAL.with(|local| local.replace(router));
            IN_SINK.set(self.in_sink);
        }
    }

    let local = Arc::new(AuditRouter::new(vec![Box::new(sink)]));
    let router = LOCAL.with(|current| current.replace(Some(local)));
    // Inside a sink, a sink of its own is another way.
    let _restore = Restore { router, in_sink: IN_SINK.replace(false) };
    scope()
}

/// Where a record that is made now goes. Counts it as lost if there is no such place.
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
        // Records carry the ids of the calls that they are about.
        readers::want();
        Self { sinks, sequence: Mutex::new(0), losses: Losses::new() }
    }

    /// Numbers a record and hands it to every sink. A sink that fails or panics costs its own record only.
    pub(crate) fn route(&self, event: &mut AuditEvent) {
        let mut sequence = self.sequence.lock().unwrap_or_else(PoisonError::into_inner);
        *sequence += 1;
        event.sequence = *sequence;
        event.timestamp = chrono::Utc::now();
        let failures: Vec<_> = self.sinks.iter().filter_map(|sink| guarded(|| sink.record(event)).err()).collect();
        drop(sequence);
        for failure in failures {
            self.losses.report(&failure);
        }
    }

    #[cfg(feature = "init")]
    fn flush(&self) {
        for sink in &self.sinks {
            if let Err(failure) = guarded(|| sink.flush()) {
                tracing::error!("audit records may be lost: {failure}");
            }
        }
    }
}

/// Calls a sink, whose panic is kept away from the annotated code, and whose own calls make no records: they would come
/// back to it without end.
pub(crate) fn guarded(call: impl FnOnce() -> Result<(), AuditError>) -> Result<(), AuditError> {
    let outer = IN_SINK.replace(true);
    let called = catch_unwind(AssertUnwindSafe(call));
    IN_SINK.set(outer);
    called.unwrap_or_else(|payload| {
        // What a panic carries may panic itself when it is dropped.
        std::mem::forget(payload);
        Err(AuditError::new("the sink panicked"))
    })
}

//! Where audit records go: the process's sinks, or those of one thread.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::event::AuditEvent;
use super::losses::{Losses, no_sink};
use super::sink::{AuditError, AuditSink};

static INSTALLED: OnceLock<Arc<Destination>> = OnceLock::new();

thread_local! {
    static LOCAL: RefCell<Option<Arc<Destination>>> = const { RefCell::new(None) };
}

/// Some sinks, each of which gets every record.
pub(crate) struct Destination {
    sinks: Vec<Box<dyn AuditSink>>,
    /// The number of the newest record. Held while a record is handed over, so that sinks see them in order.
    sequence: Mutex<u64>,
    losses: Losses,
}

/// Makes these the process's sinks. Gives `false` if there are some already.
#[cfg(feature = "init")]
pub(crate) fn install(sinks: Vec<Box<dyn AuditSink>>) -> bool {
    INSTALLED.set(Arc::new(Destination::new(sinks))).is_ok()
}

/// Waits for the process's sinks.
#[cfg(feature = "init")]
pub(crate) fn flush() {
    if let Some(destination) = INSTALLED.get() {
        destination.flush();
    }
}

/// Runs `scope` while the audit records of this thread go to `sink` and nowhere else.
///
/// As [`metrics::with_local_recorder`] does it: for tests that run side by side. Code that `scope` sends to another
/// thread is not covered.
pub fn with_local_audit_sink<R>(sink: impl AuditSink + 'static, scope: impl FnOnce() -> R) -> R {
    /// Puts back what was there, also after a panic.
    struct Restore(Option<Arc<Destination>>);

    impl Drop for Restore {
        fn drop(&mut self) {
            let restored = self.0.take();
            LOCAL.with(|local| local.replace(restored));
        }
    }

    let local = Arc::new(Destination::new(vec![Box::new(sink)]));
    let _restore = Restore(LOCAL.with(|current| current.replace(Some(local))));
    scope()
}

/// Where a record that is made now goes. Says once if there is no such place.
pub(super) fn current() -> Option<Arc<Destination>> {
    let local = LOCAL.try_with(|local| local.borrow().clone()).ok().flatten();
    let destination = local.or_else(|| INSTALLED.get().cloned());
    if destination.is_none() {
        no_sink();
    }
    destination
}

impl Destination {
    fn new(sinks: Vec<Box<dyn AuditSink>>) -> Self {
        Self { sinks, sequence: Mutex::new(0), losses: Losses::new() }
    }

    /// Numbers a record and hands it to every sink. A sink that fails or panics costs its own record only.
    pub(super) fn deliver(&self, event: &mut AuditEvent) {
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
                self.losses.report(&failure);
            }
        }
    }
}

/// Keeps a sink's panic away from the annotated code.
pub(crate) fn guarded(call: impl FnOnce() -> Result<(), AuditError>) -> Result<(), AuditError> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(AuditError::new("the sink panicked")))
}

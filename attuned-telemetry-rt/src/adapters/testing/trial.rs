//! An adapter that is being checked, and the runtime on which it is called.

use std::cell::RefCell;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use super::content::Load;
use super::guarded::{DEADLINE, Ended, guarded};
use super::subject::{Exported, Subject};
use crate::core::verdict::caught::caught;

/// Creates an adapter.
pub(super) type NewSubject = Arc<dyn Fn() -> Arc<dyn Subject> + Send + Sync>;

/// An adapter that is being checked, on a thread of its own.
pub(super) struct Trial {
    new: NewSubject,
    pub(super) subject: Arc<dyn Subject>,
    runtime: RefCell<Runtime>,
}

/// What a law returns: why it is not kept.
pub(super) type Kept = Result<(), String>;

impl Trial {
    pub(super) fn new(new: NewSubject) -> Result<Self, String> {
        let subject = caught(|| new()).ok_or_else(|| "the creation of the adapter panicked".to_owned())?;
        Ok(Self { new, subject, runtime: RefCell::new(runtime()?) })
    }

    /// Creates another adapter of the same kind, on another runtime.
    pub(super) fn another(&self) -> Result<Self, String> {
        Self::new(Arc::clone(&self.new))
    }

    /// Ends the runtime, and starts another one, as the manager does after a panic.
    pub(super) fn replace_runtime(&self) -> Kept {
        self.runtime.replace(runtime()?).shutdown_background();
        Ok(())
    }

    /// Runs a future on the runtime.
    pub(super) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.borrow().block_on(future)
    }

    /// Runs a call to its end.
    pub(super) fn call<T>(&self, what: &str, call: impl Future<Output = T>) -> Result<T, String> {
        self.call_within(what, DEADLINE, call).map(|ended| ended.value)
    }

    pub(super) fn call_within<T>(
        &self,
        what: &str,
        deadline: Duration,
        call: impl Future<Output = T>,
    ) -> Result<Ended<T>, String> {
        self.block_on(guarded(what, deadline, call))
    }

    /// Sends a batch that must be accepted.
    pub(super) fn accepts(&self, load: Load) -> Kept {
        accepted(self.call("a batch method", self.subject.export(load))?)
    }

    pub(super) fn flush(&self) -> Kept {
        self.call("flush", self.subject.flush())?.map_err(|error| format!("`flush` failed: {error}"))
    }

    pub(super) fn shutdown(&self) -> Kept {
        self.call("shutdown", self.subject.shutdown())?.map_err(|error| format!("`shutdown` failed: {error}"))
    }

    /// Drops the adapter outside the runtime.
    pub(super) fn drop_subject(self) -> Kept {
        let Self { new, subject, runtime } = self;
        drop((new, runtime));
        caught(|| drop(subject)).ok_or_else(|| "dropping the adapter panicked".to_owned())
    }
}

pub(super) fn accepted(Exported { answer, .. }: Exported) -> Kept {
    answer.map(drop).map_err(|error| format!("a batch method failed: {error}"))
}

fn runtime() -> Result<Runtime, String> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| format!("the runtime of the kit could not be started: {error}"))
}

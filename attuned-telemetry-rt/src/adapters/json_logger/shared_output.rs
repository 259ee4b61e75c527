//! An output that several threads use, one after the other.

use std::io::{Error, ErrorKind};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::output::Output;

/// An output that several threads use, one after the other. A write to a pipe that nobody reads never ends. Other
/// threads get an error then, instead of waiting forever.
pub(super) struct SharedOutput {
    /// `None` while a thread uses the output.
    free: Mutex<Option<Output>>,
    returned: Condvar,
}

/// The maximum time that a thread waits for the output.
const PATIENCE: Duration = Duration::from_secs(1);

impl SharedOutput {
    pub(super) fn new(output: Output) -> Self {
        Self { free: Mutex::new(Some(output)), returned: Condvar::new() }
    }

    pub(super) fn with<R>(&self, use_output: impl FnOnce(&mut Output) -> R) -> Result<R, Error> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.returned.wait_timeout_while(free, PATIENCE, |free| free.is_none());
        let (mut free, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let Some(output) = free.take() else {
            return Err(Error::new(ErrorKind::TimedOut, "an earlier write has not ended"));
        };
        drop(free);
        let mut lease = Lease { output: Some(output), owner: self };
        lease.output.as_mut().map(use_output).ok_or_else(|| ErrorKind::Other.into())
    }
}

/// Gives the output back, also if the thread panics.
struct Lease<'owner> {
    output: Option<Output>,
    owner: &'owner SharedOutput,
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        *self.owner.free.lock().unwrap_or_else(PoisonError::into_inner) = self.output.take();
        self.owner.returned.notify_one();
    }
}

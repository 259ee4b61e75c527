//! Work on a blocking thread of the runtime.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::core::health::threads;

/// Runs `work` on a blocking thread of the current runtime.
///
/// # Errors
///
/// Returns an error if no thread can be started.
pub(crate) fn start<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> io::Result<JoinHandle<R>> {
    threads::try_one()?;
    // Tokio panics if it cannot start its first blocking thread. This happens only if the last thread was taken after
    // it was tried.
    catch_unwind(AssertUnwindSafe(|| spawn_blocking(work))).map_err(|payload| {
        // The panic payload is forgotten: its destructor may panic.
        std::mem::forget(payload);
        io::ErrorKind::WouldBlock.into()
    })
}

//! Work on a blocking thread of the runtime.

use std::io;

use tokio::task::{JoinHandle, spawn_blocking};

use crate::core::health::threads;
use crate::core::verdict::caught::caught;

/// Runs `work` on a blocking thread of the current runtime.
///
/// # Errors
///
/// Returns an error if no thread can be started.
pub(crate) fn start<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> io::Result<JoinHandle<R>> {
    threads::try_one()?;
    // Tokio panics if it cannot start its first blocking thread. This happens only if the last thread was taken after
    // it was tried.
    caught(|| spawn_blocking(work)).ok_or_else(|| io::ErrorKind::WouldBlock.into())
}

//! Whether the system has a thread left.

use std::{io, thread};

/// Starts a thread that ends at once. Code that cannot return an error calls this first, because it would panic if a
/// thread could not be started.
///
/// # Errors
///
/// Returns the error of the system if a thread cannot be started.
pub(crate) fn try_one() -> io::Result<()> {
    // The thread is not waited for: it has nothing to do.
    thread::Builder::new().name("probe".to_owned()).spawn(|| ()).map(drop)
}

//! The timers of futures.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use futures_timer::Delay;

use crate::core::verdict::caught::caught;

/// Starts the thread of the timers, unless it runs. Without it, a future that waits would panic.
///
/// # Errors
///
/// Returns an error if the thread cannot be started.
pub(crate) fn start() -> io::Result<()> {
    static IS_RUNNING: AtomicBool = AtomicBool::new(false);
    if IS_RUNNING.load(Ordering::Acquire) {
        return Ok(());
    }
    let mut delay = Delay::new(Duration::ZERO);
    if caught(|| Pin::new(&mut delay).poll(&mut Context::from_waker(Waker::noop()))).is_none() {
        return Err(io::Error::other("the thread of the timers cannot be started"));
    }
    IS_RUNNING.store(true, Ordering::Release);
    Ok(())
}

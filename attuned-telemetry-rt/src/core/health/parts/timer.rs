//! The timer of a check.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_timer::Delay;

use crate::core::health::threads;
use crate::core::verdict::caught::caught;

/// Whether the thread of `futures_timer` is running, as far as is known. It starts with the first timer, and never
/// ends.
static IS_RUNNING: AtomicBool = AtomicBool::new(false);

/// A timer, or `None` if its thread cannot be started.
pub(super) struct Timer(Option<Delay>);

/// The thread of the timers cannot be started.
pub(super) struct NoThread;

impl Timer {
    pub(super) fn start(timeout: Duration) -> Self {
        let has_thread = IS_RUNNING.load(Ordering::Acquire) || threads::try_one().is_ok();
        let delay = has_thread.then(|| Delay::new(timeout));
        IS_RUNNING.store(has_thread, Ordering::Release);
        Self(delay)
    }
}

impl Future for Timer {
    type Output = Result<(), NoThread>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(delay) = &mut self.0 else { return Poll::Ready(Err(NoThread)) };
        // A `Delay` without its thread panics. This happens only if the last thread was taken after it was tried.
        let Some(polled) = caught(|| Pin::new(delay).poll(context)) else {
            IS_RUNNING.store(false, Ordering::Release);
            return Poll::Ready(Err(NoThread));
        };
        polled.map(Ok)
    }
}

//! Futures that are polled by hand, so that a test can drop them at a given point.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// A future that only proceeds when it is polled explicitly. Dropping it earlier cancels it.
pub struct Task<F>(Pin<Box<F>>);

impl<F: Future> Task<F> {
    /// Creates a task that has not been polled yet.
    pub fn new(future: F) -> Self {
        Self(Box::pin(future))
    }

    /// Creates a task that has been polled once and is pending.
    pub fn waiting(future: F) -> Self {
        let mut task = Self::new(future);
        assert!(task.poll().is_pending(), "the future is not pending");
        task
    }

    /// Polls the future once.
    pub fn poll(&mut self) -> Poll<F::Output> {
        self.0.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }
}

/// Returns a future whose first poll is pending and whose second poll is ready.
pub async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Returns a future that is always pending.
pub async fn forever<T>() -> T {
    std::future::pending().await
}

/// Polls a future until it is ready. It must not need a waker.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut task = Task::new(future);
    for _ in 0..1_000 {
        if let Poll::Ready(output) = task.poll() {
            return output;
        }
    }
    panic!("the future did not complete")
}

/// Runs a future until it is ready. The thread sleeps while the future waits for a timer or another thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

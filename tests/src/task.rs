//! Futures polled by hand, so that a test decides at which point one is dropped.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// A future that goes on only when it is told to. Dropped before it ended, it is cancelled.
pub struct Task<F>(Pin<Box<F>>);

impl<F: Future> Task<F> {
    /// A task that has not been polled yet.
    pub fn new(future: F) -> Self {
        Self(Box::pin(future))
    }

    /// A task that was polled once and waits.
    pub fn waiting(future: F) -> Self {
        let mut task = Self::new(future);
        assert!(task.poll().is_pending(), "the future was to wait");
        task
    }

    /// Polls the future once.
    pub fn poll(&mut self) -> Poll<F::Output> {
        self.0.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }
}

/// Waits once: the first poll is pending, the second is not.
pub async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Waits for ever.
pub async fn forever<T>() -> T {
    std::future::pending().await
}

/// Polls a future to its end, which must come without anybody waking it.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut task = Task::new(future);
    for _ in 0..1_000 {
        if let Poll::Ready(output) = task.poll() {
            return output;
        }
    }
    panic!("the future did not end")
}

/// Runs a future to its end; the thread sleeps while it waits for a timer or another thread.
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

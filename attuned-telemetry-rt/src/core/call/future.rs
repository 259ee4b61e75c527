//! Futures as the bodies of calls.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::call::{Call, Observer};

impl<O: Observer> Call<O> {
    /// Runs the body of an `async` call. If the body is not a future, the compiler reports this once, where the body is
    /// awaited.
    #[inline]
    pub const fn run_future<F>(&mut self, body: F) -> Observed<'_, O, F> {
        Observed { call: self, body }
    }
}

pin_project! {
    /// The body of a call. The call is entered whenever the body is polled.
    ///
    /// The body is stored once, without an `Option`, so that nested futures stay small. After a panic the state of the
    /// call is still [`Running`](super::call::State::Running), so the call ends as panicked.
    pub struct Observed<'call, O: Observer, F> {
        call: &'call mut Call<O>,
        #[pin]
        body: F,
    }

    impl<O: Observer, F> PinnedDrop for Observed<'_, O, F> {
        #[inline]
        fn drop(this: Pin<&mut Self>) {
            // The body is dropped after this, and then the call.
            this.project().call.give_up();
        }
    }
}

impl<O: Observer, F: Future> Future for Observed<'_, O, F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        this.call.resume();
        let polled = this.body.poll(context);
        if polled.is_pending() {
            this.call.pause();
        }
        polled
    }
}

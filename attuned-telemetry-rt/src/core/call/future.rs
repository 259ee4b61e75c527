//! A future that is observed.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::call::{Call, Observer};

impl<O: Observer> Call<O> {
    /// Runs the body of a call that waits. It is said where it is awaited, and once, if the body is no future.
    #[inline]
    pub const fn run_future<F>(&mut self, body: F) -> Observed<'_, O, F> {
        Observed { call: self, body }
    }
}

pin_project! {
    /// The body of a call, which is in its place whenever it runs.
    ///
    /// It is held once and without an `Option` around it: each level of annotated futures is one type and a few bytes
    /// less. A panic leaves the call running, which says that it panicked.
    pub struct Observed<'call, O: Observer, F> {
        call: &'call mut Call<O>,
        #[pin]
        body: F,
    }

    impl<O: Observer, F> PinnedDrop for Observed<'_, O, F> {
        #[inline]
        fn drop(this: Pin<&mut Self>) {
            // The body is dropped next, and then the call.
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

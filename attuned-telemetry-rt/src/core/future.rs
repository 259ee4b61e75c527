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
        Observed { call: self, body: Some(body) }
    }
}

pin_project! {
    /// The body of a call, which is in its place whenever it runs. It is held once.
    ///
    /// A panic leaves the call running, which says that it panicked.
    pub struct Observed<'call, O: Observer, F> {
        call: &'call mut Call<O>,
        #[pin]
        body: Option<F>,
    }

    impl<O: Observer, F> PinnedDrop for Observed<'_, O, F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            // What the body still holds is dropped where the body ran.
            this.call.while_paused(|| this.body.set(None));
        }
    }
}

impl<O: Observer, F: Future> Future for Observed<'_, O, F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let Some(body) = this.body.as_mut().as_pin_mut() else { return Poll::Pending };
        this.call.resume();
        let polled = body.poll(context);
        if polled.is_ready() {
            this.body.set(None);
        } else {
            this.call.pause();
        }
        polled
    }
}

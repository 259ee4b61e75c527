//! A future that runs in a context.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::carried::CarriedContext;

pin_project! {
    /// A future that runs in a context: see [`CarriedContext::in_future`] and [`Baggage::in_future`]. The context is
    /// entered whenever the future is polled, on any thread, and when it is dropped.
    ///
    /// [`Baggage::in_future`]: crate::propagation::Baggage::in_future
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are awaited or polled"]
    pub struct InContext<F> {
        context: CarriedContext,
        // `None` only while it is dropped.
        #[pin]
        future: Option<F>,
    }

    impl<F> PinnedDrop for InContext<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _entered = this.context.enter();
            this.future.set(None);
        }
    }
}

impl CarriedContext {
    /// Runs a future with this context: calls and spans that start in it belong to the trace, and its requests carry
    /// the baggage.
    pub fn in_future<F: Future>(self, future: F) -> InContext<F> {
        InContext { context: self, future: Some(future) }
    }
}

impl<F: Future> Future for InContext<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _entered = this.context.enter();
        match this.future.as_pin_mut() {
            Some(future) => future.poll(context),
            None => Poll::Pending,
        }
    }
}

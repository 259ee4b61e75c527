//! A future that runs in the scope of a request.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use crate::propagation::layers::conventions::exchange::tracked::Tracked;

pin_project! {
    /// A future that runs in the scope of a request, and returns the request, too.
    pub(super) struct TrackedFuture<F> {
        #[pin]
        future: F,
        // `None` after the future has completed.
        tracked: Option<Tracked>,
    }
}

impl<F> TrackedFuture<F> {
    pub(super) const fn new(future: F, tracked: Tracked) -> Self {
        Self { future, tracked: Some(tracked) }
    }
}

impl<F: Future> Future for TrackedFuture<F> {
    type Output = (F::Output, Tracked);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let Some(tracked) = this.tracked.as_mut() else { return Poll::Pending };
        let polled = tracked.run(|| this.future.poll(context));
        let returned = ready!(polled);
        match this.tracked.take() {
            Some(tracked) => Poll::Ready((returned, tracked)),
            None => Poll::Pending,
        }
    }
}

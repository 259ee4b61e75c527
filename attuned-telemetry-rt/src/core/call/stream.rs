//! Streams as the bodies of calls: one call, from the first poll to the end.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

use super::call::{Call, Observer};
use crate::core::verdict::classify::Failure;

pin_project! {
    /// An observed stream. The call is an error if one of the items is.
    pub struct ObservedStream<O: Observer, W, S, N, J> {
        start: Option<N>,
        call: Option<(Call<O>, W)>,
        failure: Failure,
        judge: J,
        #[pin]
        body: Option<S>,
    }

    impl<O: Observer, W, S, N, J> PinnedDrop for ObservedStream<O, W, S, N, J> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            // The call is entered while the values in the body are dropped, as it was while the body ran.
            if let Some((call, _)) = this.call {
                call.give_up();
                this.body.set(None);
                // The consumer stopped after an error, so the outcome of the call is `error` and not `cancelled`.
                if this.failure.is_some() {
                    call.end_given_up(*this.failure);
                }
            }
        }
    }
}

impl<O: Observer, W, S, N, J> ObservedStream<O, W, S, N, J> {
    pub(crate) const fn new(start: N, body: S, judge: J) -> Self {
        Self { start: Some(start), call: None, failure: None, judge, body: Some(body) }
    }
}

impl<O, W, S, N, J> Stream for ObservedStream<O, W, S, N, J>
where
    O: Observer,
    S: Stream,
    N: FnOnce() -> (Call<O>, W),
    J: FnMut(&S::Item, &mut Call<O>) -> Failure,
{
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        if let Some(start) = this.start.take() {
            *this.call = Some(start());
        }
        let Some(body) = this.body.as_mut().as_pin_mut() else { return Poll::Ready(None) };
        let polling = Polling(this.call);
        let Some((call, _)) = polling.0 else { return Poll::Ready(None) };
        call.resume();
        let polled = body.poll_next(context);
        match &polled {
            Poll::Pending => call.pause(),
            Poll::Ready(Some(item)) => {
                let failure = (this.judge)(item, call);
                *this.failure = this.failure.or(failure);
                call.pause();
            }
            Poll::Ready(None) => {
                this.body.set(None);
                call.end(*this.failure);
                *polling.0 = None;
            }
        }
        polled
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.body.as_ref().map_or((0, Some(0)), Stream::size_hint)
    }
}

/// A call whose stream is being polled. A panic ends the call at once, and not when the stream is dropped, which may be
/// on another thread.
struct Polling<'call, O: Observer, W>(&'call mut Option<(Call<O>, W)>);

impl<O: Observer, W> Drop for Polling<'_, O, W> {
    fn drop(&mut self) {
        if self.0.as_mut().is_some_and(|(call, _)| call.is_running()) {
            *self.0 = None;
        }
    }
}

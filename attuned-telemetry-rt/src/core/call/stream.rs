//! Streams as the bodies of calls: one call, from the first poll to the end.

use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

use super::call::{Call, Observer};
use crate::core::verdict::classify::Failure;

/// Detects whether the returned value is a stream, because another trait may also be named `Stream`.
pub const fn streamed<S>(_body: &S) -> Streamed<S> {
    Streamed(Other(PhantomData))
}

/// The type of the returned value, if it is a stream.
pub struct Streamed<S>(Other<S>);

/// The type of the returned value, if it is not a stream.
pub struct Other<S>(PhantomData<fn(S)>);

impl<S> Deref for Streamed<S> {
    type Target = Other<S>;

    fn deref(&self) -> &Other<S> {
        &self.0
    }
}

impl<S: Stream> Streamed<S> {
    /// Observes the stream. `judge` returns whether an item is a failure. `start` starts the call when the stream is
    /// first polled, and returns values that live as long as the call.
    #[expect(clippy::unused_self, reason = "found by method resolution")]
    pub const fn observe<O, W, N, J>(&self, start: N, body: S, judge: J) -> ObservedStream<O, W, S, N, J>
    where
        O: Observer,
        N: FnOnce() -> (Call<O>, W),
        J: FnMut(&S::Item, &mut Call<O>) -> Failure,
    {
        ObservedStream { start: Some(start), call: None, failure: None, judge, body: Some(body) }
    }

    /// Observes the stream, where the annotation names the type of the items.
    pub const fn observe_items<O, W, N, J>(&self, start: N, body: S, judge: J) -> ObservedStream<O, W, S, N, J>
    where
        O: Observer,
        N: FnOnce() -> (Call<O>, W),
        J: FnMut(&S::Item, &mut Call<O>) -> Failure,
    {
        self.observe(start, body, judge)
    }
}

impl<S> Other<S> {
    /// Starts the call and ends it at once, because the returned value is not a stream.
    pub fn observe<O, W, N, J>(&self, start: N, body: S, judge: J) -> Unobserved<S>
    where
        O: Observer,
        N: FnOnce() -> (Call<O>, W),
        J: FnMut(&S, &mut Call<O>) -> Failure,
    {
        self.observe_items(start, body, judge)
    }

    /// Starts the call and ends it at once. The item type that the annotation names is ignored.
    #[expect(clippy::unused_self, reason = "same signature as `Streamed::observe_items`")]
    pub fn observe_items<O, W, N, I, J>(&self, start: N, body: S, _judge: J) -> Unobserved<S>
    where
        O: Observer,
        N: FnOnce() -> (Call<O>, W),
        J: FnMut(&I, &mut Call<O>) -> Failure,
    {
        start().0.end(None);
        Unobserved(body)
    }
}

/// A returned value that is not a stream.
pub struct Unobserved<S>(S);

impl<S> Unobserved<S> {
    /// Returns the value unchanged.
    pub fn opaque(self) -> S {
        self.0
    }

    /// Returns the value unchanged.
    pub fn pinned(self) -> S {
        self.0
    }

    /// Returns the value unchanged.
    pub fn unpin(self) -> S {
        self.0
    }
}

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
    /// Returns the stream as `impl Stream`.
    #[must_use]
    pub const fn opaque(self) -> Self {
        self
    }

    /// Returns the stream as `Pin<Box<dyn Stream>>`.
    pub fn pinned(self) -> Pin<Box<Self>> {
        Box::pin(self)
    }

    /// Returns the stream as `Box<dyn Stream + Unpin>`.
    #[expect(clippy::unnecessary_box_returns, reason = "the return type is a box, which becomes `dyn` on return")]
    pub fn unpin(self) -> Box<Pin<Box<Self>>> {
        Box::new(Box::pin(self))
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

//! Observes a value that is neither a future nor a stream, although its type is named like one.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use crate::core::call::call::{Call, Observer};
use crate::core::verdict::classify::Failure;

/// A value that is returned at once, like that of any other function.
pub struct Immediate<T>(pub(super) PhantomData<fn() -> T>);

impl<T> Clone for Immediate<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Immediate<T> {}

/// A body that runs when it is polled.
pub struct Body<B>(pub(super) Option<B>);

impl<B> Unpin for Body<B> {}

impl<T, B: FnOnce() -> T> Future for Body<B> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        self.0.take().map_or(Poll::Pending, |body| Poll::Ready(body()))
    }
}

impl<T> Immediate<T> {
    /// Returns a future that runs the body.
    #[expect(clippy::unused_self, reason = "same signature as `Later::make`")]
    pub const fn make<S, B: FnOnce() -> T>(self, start: S, body: B) -> (S, Body<B>) {
        (start, Body(Some(body)))
    }

    /// Runs the call. It is ready when it is first polled, because its body is.
    #[expect(clippy::unused_self, reason = "same signature as `Later::finish`")]
    pub fn finish<F: Future<Output = T>>(self, observed: F) -> T {
        ready(observed)
    }

    /// Returns the value, which is not the output that the return type names.
    #[expect(clippy::extra_unused_type_parameters, clippy::unused_self, reason = "same signature as `Later::output`")]
    pub fn output<N>(self, value: T) -> T {
        value
    }

    /// The value has no items.
    #[expect(clippy::unused_self, reason = "same signature as `Later::gives_items`")]
    pub const fn gives_items<N, B>(self, _body: &Body<B>) {}

    /// Runs the call. `judge` returns whether the value is a failure. `start` starts the call, and returns values that
    /// live as long as the call.
    #[expect(clippy::unused_self, reason = "same signature as `Later::stream`")]
    pub fn stream<O, W, B, N, J>(self, start: N, body: Body<B>, mut judge: J) -> T
    where
        O: Observer,
        B: FnOnce() -> T,
        N: FnOnce() -> (Call<O>, W),
        J: FnMut(&T, &mut Call<O>) -> Failure,
    {
        let (mut call, _alongside) = start();
        let value = ready(body);
        let failure = judge(&value, &mut call);
        call.end(failure);
        value
    }
}

/// Returns the output of a future that is ready when it is first polled.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

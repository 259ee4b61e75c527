//! A future of a destination whose panics are caught.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::core::verdict::caught::caught;
use crate::delivery::outcome::deliver::Pending;
use crate::delivery::outcome::error::DeliveryError;

/// A future of a destination. Its panics are caught when it is created, polled and dropped.
pub(super) struct Caught<'call, R>(Option<Pending<'call, R>>);

impl<'call, R> Caught<'call, R> {
    pub(super) fn new(create: impl FnOnce() -> Pending<'call, R>) -> Self {
        Self(caught(create))
    }
}

impl<R> Future for Caught<'_, R> {
    /// `None` if the future panicked.
    type Output = Option<Result<R, DeliveryError>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(pending) = &mut self.0 else { return Poll::Ready(None) };
        match caught(|| pending.as_mut().poll(context)) {
            Some(Poll::Pending) => Poll::Pending,
            Some(Poll::Ready(result)) => Poll::Ready(Some(result)),
            None => Poll::Ready(None),
        }
    }
}

impl<R> Drop for Caught<'_, R> {
    fn drop(&mut self) {
        let pending = self.0.take();
        caught(|| drop(pending));
    }
}

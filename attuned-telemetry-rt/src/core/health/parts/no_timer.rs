//! The timer of a check on targets without a clock: it never ends.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

pub(super) struct Timer;

impl Timer {
    pub(super) const fn start(_timeout: Duration) -> Self {
        Self
    }
}

impl Future for Timer {
    type Output = Result<(), Infallible>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Pending
    }
}

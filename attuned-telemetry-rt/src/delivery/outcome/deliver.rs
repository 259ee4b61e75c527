//! The destination of a lane's batches.

use std::future::{Future, ready};
use std::pin::Pin;

use super::error::DeliveryError;
use super::receipt::Receipt;

/// A future of a destination. It runs on the lane's worker, and is dropped at its deadline.
pub(crate) type Pending<'call, R> = Pin<Box<dyn Future<Output = Result<R, DeliveryError>> + Send + 'call>>;

/// The destination of a lane's batches: an adapter or a sink. It is called on the lane's worker only, one call at a
/// time, unless a call that blocks its thread was abandoned.
pub(crate) trait Deliver<T>: Send + Sync {
    /// Sends a batch. The same batch is sent again after a temporary error.
    fn deliver<'call>(&'call self, batch: &'call [T]) -> Pending<'call, Receipt>;

    /// Waits until everything that was sent is stored.
    fn flush(&self) -> Pending<'_, ()>;

    /// Checks whether the backend is available. It is called at an interval, if the lane has one.
    fn check(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }

    /// Learns of items that were lost after they had been queued. `offer` has told its caller of all others.
    fn lost(&self, _items: u64, _error: Option<&DeliveryError>) {}

    /// Ends the connection. Nothing is sent afterwards.
    fn shutdown(&self) -> Pending<'_, ()>;
}

/// The destination of a lane that has ended.
pub(crate) struct Nowhere;

impl<T> Deliver<T> for Nowhere {
    fn deliver<'call>(&'call self, _batch: &'call [T]) -> Pending<'call, Receipt> {
        Box::pin(ready(Err(DeliveryError::permanent("the delivery was shut down"))))
    }

    fn flush(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }

    fn shutdown(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}

//! Calls of an adapter that may panic, hang or block.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use crate::core::verdict::caught::caught;

/// The maximum time of a call.
pub(super) const DEADLINE: Duration = Duration::from_secs(2);

/// How a call ended, and how long its longest poll took.
pub(super) struct Ended<T> {
    pub(super) value: T,
    pub(super) longest_poll: Duration,
}

/// Runs a call to its end. `what` is its name: `flush`.
pub(super) async fn guarded<T>(
    what: &str,
    deadline: Duration,
    call: impl Future<Output = T>,
) -> Result<Ended<T>, String> {
    let mut call = Box::pin(call);
    let mut longest_poll = Duration::ZERO;
    let polled = poll_fn(|context| {
        let start = Instant::now();
        let polled = caught(|| call.as_mut().poll(context));
        longest_poll = longest_poll.max(start.elapsed());
        match polled {
            Some(Poll::Pending) => Poll::Pending,
            Some(Poll::Ready(value)) => Poll::Ready(Some(value)),
            None => Poll::Ready(None),
        }
    });
    let ended = tokio::time::timeout(deadline, pin!(polled)).await;
    let dropped = caught(|| drop(call));
    match (ended, dropped) {
        (Err(_), _) => Err(format!("`{what}` did not end within {deadline:?}")),
        (Ok(None), _) | (_, None) => Err(format!("`{what}` panicked")),
        (Ok(Some(value)), Some(())) => Ok(Ended { value, longest_poll }),
    }
}

//! Timeouts and panics of checks: a check that hangs or panics is unhealthy and does not affect the others.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use super::timer::Timer;
use crate::core::clock::Moment;
use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};
use crate::core::verdict::caught::caught;

/// Minimum timeout of a part. Each level of the tree reduces the timeout by a tenth, so without a minimum it would
/// become too short in a deep tree.
const MIN_TIMEOUT: Duration = Duration::from_millis(5);

/// The message of a check that could hang, because it has no timeout.
const NO_THREAD: &str = "not checked: the thread that measures the timeout cannot be started";

thread_local! {
    /// Timeout of the check that is being polled.
    static ENCLOSING: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// Returns the health that a check reports, with its latency. The result is unhealthy if the check panics or exceeds
/// the timeout.
///
/// The timeout is at most 90 % of the timeout of the enclosing check, so that the enclosing check can still report
/// which part timed out. If the thread that measures the timeout cannot be started, the result is unhealthy, too. On a
/// target without a clock, the check has no timeout and no latency.
pub(crate) async fn with_timeout(timeout: Duration, name: &str, mut check: Checking<'_>) -> ComponentHealth {
    let timeout = ENCLOSING.get().map_or(timeout, |enclosing| timeout.min((enclosing / 10 * 9).max(MIN_TIMEOUT)));
    let started = Moment::now();
    let mut deadline = pin!(Timer::start(timeout));
    let late = || ComponentHealth::unhealthy(name, format!("no answer within {timeout:?}"));
    let mut health = poll_fn(|context| {
        let polled = poll_guarded(timeout, name, check.as_mut(), context);
        match deadline.as_mut().poll(context) {
            Poll::Ready(Ok(())) => Poll::Ready(late()),
            Poll::Ready(Err(_)) => Poll::Ready(ComponentHealth::unhealthy(name, NO_THREAD)),
            Poll::Pending => polled,
        }
    })
    .await;
    let latency = started.elapsed();
    if latency.is_some_and(|latency| latency > timeout) {
        // A check that blocked its thread cannot be interrupted and has completed late.
        health = late();
    }
    // A check may also panic when it is dropped.
    let _ = caught(|| drop(check));
    health.latency = latency;
    health
}

fn poll_guarded(
    timeout: Duration,
    name: &str,
    check: Pin<&mut (dyn Future<Output = ComponentHealth> + Send + '_)>,
    context: &mut Context<'_>,
) -> Poll<ComponentHealth> {
    let enclosing = ENCLOSING.replace(Some(timeout));
    let polled = caught(|| check.poll(context));
    ENCLOSING.set(enclosing);
    polled.unwrap_or_else(|| Poll::Ready(ComponentHealth::unhealthy(name, "the check panicked")))
}

/// Returns a check that starts when it is first polled, so that a panic before its first `.await` is caught.
pub(crate) fn lazy_check<C: HealthCheck + ?Sized>(component: &C) -> Checking<'_> {
    Box::pin(async move { component.check().await })
}

/// Whether the component exists. If `is_there` panics, the component is checked.
pub(crate) fn is_there<C: HealthCheck + ?Sized>(component: &C) -> bool {
    caught(|| component.is_there()).unwrap_or(true)
}

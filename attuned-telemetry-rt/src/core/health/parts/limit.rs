//! A limit of time for each check. One that hangs or panics is unhealthy, and keeps no other from answering.

use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_timer::Delay;

use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};

/// What is left at least, however deep in the tree a part is: nine tenths of nine tenths are soon less than it takes to
/// look at a clock.
const LEAST: Duration = Duration::from_millis(5);

thread_local! {
    /// How long the check may take that is being polled.
    static ENCLOSING: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// A check's answer if it comes in time and without a panic, and how long it took.
///
/// A part has less time than its whole: whatever its own limit, it is the part that is late, and the whole can still
/// say so.
pub(crate) async fn within(limit: Duration, name: &str, mut check: Checking<'_>) -> ComponentHealth {
    let limit = ENCLOSING.get().map_or(limit, |enclosing| limit.min((enclosing / 10 * 9).max(LEAST)));
    let started = Instant::now();
    let mut limit_reached = pin!(Delay::new(limit));
    let late = || ComponentHealth::unhealthy(name, format!("no answer within {limit:?}"));
    let mut health = poll_fn(|context| {
        let polled = poll_guarded(limit, name, check.as_mut(), context);
        match limit_reached.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(late()),
            Poll::Pending => polled,
        }
    })
    .await;
    let latency = started.elapsed();
    if latency > limit {
        // A check that blocks its thread comes to its end, but late.
        health = late();
    }
    // A check may also panic when it is given up.
    let _ = guarded(|| drop(check));
    health.latency = Some(latency);
    health
}

fn poll_guarded(
    limit: Duration,
    name: &str,
    check: Pin<&mut (dyn Future<Output = ComponentHealth> + Send + '_)>,
    context: &mut Context<'_>,
) -> Poll<ComponentHealth> {
    let enclosing = ENCLOSING.replace(Some(limit));
    let polled = guarded(|| check.poll(context));
    ENCLOSING.set(enclosing);
    polled.unwrap_or_else(|| Poll::Ready(ComponentHealth::unhealthy(name, "the check panicked")))
}

/// A check that begins when it is first polled, where a panic of it is caught.
pub(crate) fn later<C: HealthCheck + ?Sized>(component: &C) -> Checking<'_> {
    Box::pin(async move { component.check().await })
}

/// Whether there is anything to ask. A component that cannot say it is asked.
pub(crate) fn is_there<C: HealthCheck + ?Sized>(component: &C) -> bool {
    guarded(|| component.is_there()).unwrap_or(true)
}

/// Keeps a component's panic from the others.
pub(crate) fn guarded<R>(call: impl FnOnce() -> R) -> Option<R> {
    // What a panic carries may panic itself when it is dropped.
    catch_unwind(AssertUnwindSafe(call)).map_err(std::mem::forget).ok()
}

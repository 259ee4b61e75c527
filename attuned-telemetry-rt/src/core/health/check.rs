//! Asks components side by side, each with a limit of time. A check that hangs or panics is unhealthy, and keeps no
//! other from answering.

use std::cell::Cell;
use std::error::Error;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_timer::Delay;

use super::component::{Checking, ComponentHealth, HealthCheck};
use super::concurrently::concurrently;
use super::state::HealthState;

/// How long a part may take to answer, unless its annotation says otherwise. Kubernetes gives a probe one second by
/// default, and a report must be there before.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/>
const PART_LIMIT: Duration = Duration::from_millis(500);

/// How long a whole component may take.
const COMPONENT_LIMIT: Duration = Duration::from_millis(750);

/// A struct whose parts are about to be asked.
pub struct Parts<'check> {
    name: &'static str,
    parts: Vec<Part<'check>>,
}

/// A field that is a part.
struct Part<'check> {
    name: &'static str,
    check: Checking<'check>,
    optional: bool,
    limit: Duration,
}

impl<'check> Parts<'check> {
    /// No parts yet.
    pub const fn of(name: &'static str) -> Self {
        Self { name, parts: Vec::new() }
    }

    /// A field that is a component itself.
    #[must_use]
    pub fn component<C: HealthCheck + ?Sized>(self, name: &'static str, component: &'check C) -> Self {
        self.with(name, later(component))
    }

    /// A field that a function is asked about.
    #[must_use]
    pub fn probe<F>(self, name: &'static str, probe: impl FnOnce() -> F + Send + 'check) -> Self
    where
        F: Future<Output: Probed> + Send + 'check,
    {
        self.with(name, Box::pin(async move { probe().await.into_health(name) }))
    }

    fn with(mut self, name: &'static str, check: Checking<'check>) -> Self {
        self.parts.push(Part { name, check, optional: false, limit: PART_LIMIT });
        self
    }

    /// The last part is `optional`.
    #[must_use]
    pub fn optional(mut self) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.optional = true;
        }
        self
    }

    /// The last part has a `timeout = "…"`.
    #[must_use]
    pub fn timeout(mut self, nanoseconds: u64) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.limit = Duration::from_nanos(nanoseconds);
        }
        self
    }

    /// Asks the parts, all at once.
    pub fn check(self) -> Checking<'check> {
        Box::pin(async move {
            let asked = self.parts.into_iter().map(|part| Box::pin(part.ask())).collect();
            ComponentHealth::of_parts(self.name, concurrently(asked).await)
        })
    }
}

impl Part<'_> {
    /// Asks the part, which gets the name it has here.
    async fn ask(self) -> ComponentHealth {
        let health = within(self.limit, self.name, self.check).await;
        ComponentHealth { name: self.name.to_owned(), optional: self.optional, ..health }
    }
}

/// Asks whole components, all at once.
pub(super) async fn check_all(components: &[Arc<dyn HealthCheck>]) -> Vec<ComponentHealth> {
    let asked = components.iter().map(|component| {
        let name = guarded(|| component.name()).unwrap_or("unnamed");
        Box::pin(within(COMPONENT_LIMIT, name, later(component)))
    });
    concurrently(asked.collect()).await
}

/// A check that begins when it is first polled, where a panic of it is caught.
fn later<C: HealthCheck + ?Sized>(component: &C) -> Checking<'_> {
    Box::pin(async move { component.check().await })
}

thread_local! {
    /// How long the check may take that is being polled.
    static ENCLOSING: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// A check's answer if it comes in time and without a panic, and how long it took.
///
/// A part has less time than its whole: whatever its own limit, it is the part that is late, and the whole can still
/// say so.
async fn within(limit: Duration, name: &'static str, mut check: Checking<'_>) -> ComponentHealth {
    let limit = ENCLOSING.get().map_or(limit, |enclosing| limit.min(enclosing.mul_f32(0.9)));
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
    name: &'static str,
    check: Pin<&mut (dyn Future<Output = ComponentHealth> + Send + '_)>,
    context: &mut Context<'_>,
) -> Poll<ComponentHealth> {
    let enclosing = ENCLOSING.replace(Some(limit));
    let polled = guarded(|| check.poll(context));
    ENCLOSING.set(enclosing);
    polled.unwrap_or_else(|| Poll::Ready(ComponentHealth::unhealthy(name, "the check panicked")))
}

/// Keeps a component's panic from the others.
fn guarded<R>(call: impl FnOnce() -> R) -> Option<R> {
    // What a panic carries may panic itself when it is dropped.
    catch_unwind(AssertUnwindSafe(call)).map_err(std::mem::forget).ok()
}

/// What a probe function can give.
#[diagnostic::on_unimplemented(
    message = "a probe cannot give a `{Self}`",
    note = "a probe is an `async fn` on a reference to the field; it gives `ComponentHealth`, `HealthState`, `bool` or `Result<(), E>`"
)]
pub trait Probed {
    /// What it means for the component.
    fn into_health(self, name: &'static str) -> ComponentHealth;
}

impl Probed for ComponentHealth {
    fn into_health(self, _name: &'static str) -> Self {
        self
    }
}

impl Probed for HealthState {
    fn into_health(self, name: &'static str) -> ComponentHealth {
        ComponentHealth::new(name, self)
    }
}

impl Probed for bool {
    fn into_health(self, name: &'static str) -> ComponentHealth {
        ComponentHealth::new(name, if self { HealthState::Healthy } else { HealthState::Unhealthy })
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> Probed for Result<(), E> {
    fn into_health(self, name: &'static str) -> ComponentHealth {
        match self {
            Ok(()) => ComponentHealth::healthy(name),
            Err(error) => ComponentHealth::unhealthy(name, error.into().to_string()),
        }
    }
}

macro_rules! behind_a_pointer {
    ($($pointer:ty),*) => {
        $(impl<C: HealthCheck + ?Sized> HealthCheck for $pointer {
            fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
            where
                'life0: 'async_trait,
                Self: 'async_trait,
            {
                (**self).check()
            }

            fn name(&self) -> &'static str {
                (**self).name()
            }
        })*
    };
}

behind_a_pointer!(Arc<C>, Box<C>, &C);

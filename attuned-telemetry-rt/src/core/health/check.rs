//! Asks components side by side, each with a limit of time. A check that hangs or panics is unhealthy, and keeps no
//! other from answering.

use std::error::Error;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, Instant};

use futures_timer::Delay;

use super::component::{Checking, ComponentHealth, HealthCheck};
use super::concurrently::concurrently;
use super::state::HealthState;

/// How long a component may take to answer, unless its annotation says otherwise. Kubernetes gives a probe one second
/// by default, and a report must be there before.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/>
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_millis(500);

/// A component of a struct, about to be asked.
pub struct Part<'check> {
    name: &'static str,
    check: Checking<'check>,
    optional: bool,
    timeout: Duration,
}

impl<'check> Part<'check> {
    /// A field that is a component itself.
    pub fn component<C: HealthCheck + ?Sized>(name: &'static str, component: &'check C) -> Self {
        Self::new(name, component.check())
    }

    /// A field that a function is asked about.
    pub fn probe<F>(name: &'static str, probe: F) -> Self
    where
        F: Future<Output: Probed> + Send + 'check,
    {
        Self::new(name, Box::pin(async move { probe.await.into_health(name) }))
    }

    fn new(name: &'static str, check: Checking<'check>) -> Self {
        Self { name, check, optional: false, timeout: DEFAULT_TIMEOUT }
    }

    /// `optional`
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// `timeout = "…"`
    #[must_use]
    pub fn timeout(self, nanoseconds: u64) -> Self {
        Self { timeout: Duration::from_nanos(nanoseconds), ..self }
    }

    /// Asks the component, which gets the name it has here.
    async fn ask(self) -> ComponentHealth {
        let health = within(self.timeout, self.name, self.check).await;
        ComponentHealth { name: self.name.to_owned(), optional: self.optional, ..health }
    }
}

/// Asks the parts of a component, all at once.
pub fn check_parts<'check>(name: &'static str, parts: Vec<Part<'check>>) -> Checking<'check> {
    Box::pin(async move {
        let asked = parts.into_iter().map(|part| Box::pin(part.ask())).collect();
        ComponentHealth::of_parts(name, concurrently(asked).await)
    })
}

/// Asks whole components, all at once.
pub(super) async fn check_all(components: &[std::sync::Arc<dyn HealthCheck>]) -> Vec<ComponentHealth> {
    // A tree answers after its slowest part, so it has more time than a part of it.
    let limit = DEFAULT_TIMEOUT.mul_f32(1.5);
    let asked =
        components.iter().map(|component| Box::pin(within(limit, component.name(), component.check()))).collect();
    concurrently(asked).await
}

/// A check's answer if it comes in time and without a panic, and how long it took.
async fn within(limit: Duration, name: &'static str, mut check: Checking<'_>) -> ComponentHealth {
    let started = Instant::now();
    let mut limit_reached = pin!(Delay::new(limit));
    let mut health = poll_fn(|context| {
        if let Poll::Ready(health) = poll_guarded(name, check.as_mut(), context) {
            return Poll::Ready(health);
        }
        limit_reached
            .as_mut()
            .poll(context)
            .map(|()| ComponentHealth::unhealthy(name, format!("no answer within {limit:?}")))
    })
    .await;
    health.latency = Some(started.elapsed());
    health
}

fn poll_guarded(
    name: &'static str,
    check: Pin<&mut (dyn Future<Output = ComponentHealth> + Send + '_)>,
    context: &mut std::task::Context<'_>,
) -> Poll<ComponentHealth> {
    catch_unwind(AssertUnwindSafe(|| check.poll(context)))
        .unwrap_or_else(|_| Poll::Ready(ComponentHealth::unhealthy(name, "the check panicked")))
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

behind_a_pointer!(std::sync::Arc<C>, Box<C>, &C);

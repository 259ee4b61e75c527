//! Asks the parts of a component side by side.

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use super::component::{Checking, ComponentHealth, HealthCheck};
use super::concurrently::concurrently;
use super::limit::{guarded, is_there, later, within};
use super::probe::Answer;
use super::watched::{Measured, Watched};

/// How long a part may take to answer, unless its annotation says otherwise. Kubernetes gives a probe one second by
/// default, and a report must be there before.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/>
const PART_LIMIT: Duration = Duration::from_millis(500);

/// How long a whole component may take.
const COMPONENT_LIMIT: Duration = Duration::from_millis(750);

/// A component whose parts are about to be asked.
pub struct Parts<'check> {
    name: &'static str,
    parts: Vec<Part<'check>>,
}

/// A field that is a part.
struct Part<'check> {
    name: &'static str,
    /// `None` if there is nothing to ask.
    check: Option<Checking<'check>>,
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
        self.with(name, is_there(component).then(|| later(component)))
    }

    /// A field that a function is asked about.
    #[must_use]
    pub fn probe<A, Kind>(self, name: &'static str, probe: impl FnOnce() -> A + Send + 'check) -> Self
    where
        A: Answer<Kind> + 'check,
        Kind: 'check,
    {
        self.with(name, Some(Box::pin(async move { probe().health(name).await })))
    }

    /// A field that is a number; its limits follow.
    #[must_use]
    pub fn number<M: Measured + ?Sized>(self, name: &'static str, number: &M) -> Watched<'check, M::Number> {
        Watched::new(self, name, number.read())
    }

    /// A field that is known how it is; `None` if there is none.
    pub(super) fn known(self, name: &'static str, health: Option<ComponentHealth>) -> Self {
        self.with(name, health.map(|health| Box::pin(ready(health)) as Checking<'_>))
    }

    fn with(mut self, name: &'static str, check: Option<Checking<'check>>) -> Self {
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
            let asked = self.parts.into_iter().filter_map(Part::ask).map(Box::pin).collect();
            ComponentHealth::of_parts(self.name, concurrently(asked).await)
        })
    }
}

impl<'check> Part<'check> {
    /// Asks the part, which gets the name it has here.
    fn ask(self) -> Option<impl Future<Output = ComponentHealth> + Send + 'check> {
        let Self { name, check, optional, limit } = self;
        check.map(|check| async move {
            let health = within(limit, name, check).await;
            ComponentHealth { name: name.to_owned(), optional, ..health }
        })
    }
}

/// Asks one component of several, which gets the name it has among them. `None` if there is nothing to ask.
pub(super) async fn ask(name: String, component: &dyn HealthCheck) -> Option<ComponentHealth> {
    if !is_there(component) {
        return None;
    }
    let health = within(PART_LIMIT, &name, later(component)).await;
    Some(ComponentHealth { name, ..health })
}

/// Asks whole components, all at once.
pub(super) async fn check_all(components: &[Arc<dyn HealthCheck>]) -> Vec<ComponentHealth> {
    let asked = components.iter().filter(|component| is_there(*component)).map(|component| {
        let name = guarded(|| component.name()).unwrap_or("unnamed");
        Box::pin(within(COMPONENT_LIMIT, name, later(component)))
    });
    concurrently(asked.collect()).await
}

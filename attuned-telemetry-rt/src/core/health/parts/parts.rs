//! The parts of a component and their checks.

use std::mem::take;
use std::sync::Arc;
use std::time::Duration;

use super::join_all::join_all;
use super::probe::{Probe, Probed as _};
use super::timeout::{is_there, lazy_check, with_timeout};
use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};
use crate::core::verdict::caught::caught;

/// Default timeout of a part. Kubernetes waits one second for a probe by default, so a report must be complete earlier.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/>
const PART_TIMEOUT: Duration = Duration::from_millis(500);

/// Timeout of a registered component.
const COMPONENT_TIMEOUT: Duration = Duration::from_millis(750);

/// A component and the parts to check.
pub struct Parts<'check> {
    name: &'static str,
    parts: Vec<Part<'check>>,
}

/// A part: one field of the component.
struct Part<'check> {
    name: &'static str,
    source: Source<'check>,
    optional: bool,
    timeout: Duration,
}

/// Where the health of a part comes from.
pub(super) enum Source<'check> {
    /// The part does not exist and is left out of the report.
    Missing,
    /// The health is known already.
    Known(ComponentHealth),
    /// The check must run.
    Check(Checking<'check>),
}

impl<'check> Parts<'check> {
    /// Creates a component without parts.
    pub const fn of(name: &'static str) -> Self {
        Self { name, parts: Vec::new() }
    }

    /// Adds a field that is a component.
    pub fn component<C: HealthCheck + ?Sized>(&mut self, name: &'static str, component: &'check C) -> &mut Self {
        let source = if is_there(component) { Source::Check(lazy_check(component)) } else { Source::Missing };
        self.push(name, source)
    }

    /// Adds a field that a probe function checks.
    pub fn probe<P, Kind>(&mut self, name: &'static str, probe: impl FnOnce() -> P + Send + 'check) -> &mut Self
    where
        P: Probe<Kind, Later: Send> + 'check,
        Kind: 'check,
    {
        self.push(name, Source::Check(Box::pin(async move { probe().later().await.into_health(name) })))
    }

    /// Adds a field that a closure checks. The type of its parameter is inferred from the field.
    pub fn closure<C, P, Kind>(
        &mut self,
        name: &'static str,
        field: &'check C,
        probe: impl FnOnce(&'check C) -> P + Send + 'check,
    ) -> &mut Self
    where
        C: Sync + ?Sized,
        P: Probe<Kind, Later: Send> + 'check,
        Kind: 'check,
    {
        self.probe(name, move || probe(field))
    }

    pub(super) fn push(&mut self, name: &'static str, source: Source<'check>) -> &mut Self {
        self.parts.push(Part { name, source, optional: false, timeout: PART_TIMEOUT });
        self
    }

    /// Returns the health of the last part, if it is known.
    pub(super) fn last_known(&mut self) -> Option<&mut ComponentHealth> {
        match self.parts.last_mut() {
            Some(Part { source: Source::Known(health), .. }) => Some(health),
            _ => None,
        }
    }

    /// Marks the last part as `optional`.
    pub fn optional(&mut self) -> &mut Self {
        if let Some(part) = self.parts.last_mut() {
            part.optional = true;
        }
        self
    }

    /// Sets the `timeout` of the last part.
    pub fn timeout(&mut self, nanoseconds: u64) -> &mut Self {
        if let Some(part) = self.parts.last_mut() {
            part.timeout = Duration::from_nanos(nanoseconds);
        }
        self
    }

    /// Checks all parts concurrently.
    pub fn check(&mut self) -> Checking<'check> {
        let (name, parts) = (self.name, take(&mut self.parts));
        Box::pin(async move {
            let checks = parts.into_iter().map(|part| Box::pin(part.check())).collect();
            ComponentHealth::of_parts(name, join_all(checks).await.into_iter().flatten().collect())
        })
    }
}

impl Part<'_> {
    /// Checks the part and names it after its field. Returns `None` if the part does not exist.
    async fn check(self) -> Option<ComponentHealth> {
        let health = match self.source {
            Source::Missing => return None,
            Source::Known(health) => health,
            Source::Check(check) => with_timeout(self.timeout, self.name, check).await,
        };
        Some(ComponentHealth { name: self.name.to_owned(), optional: self.optional, ..health })
    }
}

/// Checks one item of a collection and names it `name`. Returns `None` if the component does not exist.
pub(crate) async fn check_item(name: String, component: &dyn HealthCheck) -> Option<ComponentHealth> {
    if !is_there(component) {
        return None;
    }
    let health = with_timeout(PART_TIMEOUT, &name, lazy_check(component)).await;
    Some(ComponentHealth { name, ..health })
}

/// Checks registered components concurrently.
pub(crate) async fn check_all(components: &[Arc<dyn HealthCheck>]) -> Vec<ComponentHealth> {
    let checks = components.iter().filter(|component| is_there(*component)).map(|component| {
        let name = caught(|| component.name()).unwrap_or("unnamed");
        Box::pin(with_timeout(COMPONENT_TIMEOUT, name, lazy_check(component)))
    });
    join_all(checks.collect()).await
}

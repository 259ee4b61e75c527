//! Asks the parts of a component side by side.

use std::mem::take;
use std::sync::Arc;
use std::time::Duration;

use super::concurrently::concurrently;
use super::limit::{guarded, is_there, later, within};
use super::probe::{Probe, Probed as _};
use super::watched::{Measured, Watched};
use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};

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
    answer: Answer<'check>,
    optional: bool,
    limit: Duration,
}

/// How a part answers.
enum Answer<'check> {
    /// There is nothing to ask.
    Nothing,
    Known(ComponentHealth),
    Asked(Checking<'check>),
}

impl<'check> Parts<'check> {
    /// No parts yet.
    pub const fn of(name: &'static str) -> Self {
        Self { name, parts: Vec::new() }
    }

    /// A field that is a component itself.
    pub fn component<C: HealthCheck + ?Sized>(&mut self, name: &'static str, component: &'check C) -> &mut Self {
        let answer = if is_there(component) { Answer::Asked(later(component)) } else { Answer::Nothing };
        self.push(name, answer)
    }

    /// A field that a function is asked about.
    pub fn probe<P, Kind>(&mut self, name: &'static str, probe: impl FnOnce() -> P + Send + 'check) -> &mut Self
    where
        P: Probe<Kind, Later: Send> + 'check,
        Kind: 'check,
    {
        self.push(name, Answer::Asked(Box::pin(async move { probe().later().await.into_health(name) })))
    }

    /// A field that a closure is asked about, whose parameter gets its type from the field.
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

    /// A field that is a number; its limits follow.
    pub fn number<M: Measured + ?Sized>(&mut self, name: &'static str, number: &M) -> Watched<'_, 'check, M> {
        let number = number.read();
        let answer = if number.is_some() { Answer::Known(ComponentHealth::healthy(name)) } else { Answer::Nothing };
        Watched::new(self.push(name, answer), number)
    }

    fn push(&mut self, name: &'static str, answer: Answer<'check>) -> &mut Self {
        self.parts.push(Part { name, answer, optional: false, limit: PART_LIMIT });
        self
    }

    /// What the last part said, if it did.
    pub(crate) fn last_known(&mut self) -> Option<&mut ComponentHealth> {
        match self.parts.last_mut() {
            Some(Part { answer: Answer::Known(health), .. }) => Some(health),
            _ => None,
        }
    }

    /// The last part is `optional`.
    pub fn optional(&mut self) -> &mut Self {
        if let Some(part) = self.parts.last_mut() {
            part.optional = true;
        }
        self
    }

    /// The last part has a `timeout = "…"`.
    pub fn timeout(&mut self, nanoseconds: u64) -> &mut Self {
        if let Some(part) = self.parts.last_mut() {
            part.limit = Duration::from_nanos(nanoseconds);
        }
        self
    }

    /// Asks the parts, all at once.
    pub fn check(&mut self) -> Checking<'check> {
        let (name, parts) = (self.name, take(&mut self.parts));
        Box::pin(async move {
            let asked = parts.into_iter().map(|part| Box::pin(part.ask())).collect();
            ComponentHealth::of_parts(name, concurrently(asked).await.into_iter().flatten().collect())
        })
    }
}

impl Part<'_> {
    /// Asks the part, which gets the name it has here. `None` if there is nothing to ask.
    async fn ask(self) -> Option<ComponentHealth> {
        let health = match self.answer {
            Answer::Nothing => return None,
            Answer::Known(health) => health,
            Answer::Asked(check) => within(self.limit, self.name, check).await,
        };
        Some(ComponentHealth { name: self.name.to_owned(), optional: self.optional, ..health })
    }
}

/// Asks one component of several, which gets the name it has among them. `None` if there is nothing to ask.
pub(crate) async fn ask(name: String, component: &dyn HealthCheck) -> Option<ComponentHealth> {
    if !is_there(component) {
        return None;
    }
    let health = within(PART_LIMIT, &name, later(component)).await;
    Some(ComponentHealth { name, ..health })
}

/// Asks whole components, all at once.
pub(crate) async fn check_all(components: &[Arc<dyn HealthCheck>]) -> Vec<ComponentHealth> {
    let asked = components.iter().filter(|component| is_there(*component)).map(|component| {
        let name = guarded(|| component.name()).unwrap_or("unnamed");
        Box::pin(within(COMPONENT_LIMIT, name, later(component)))
    });
    concurrently(asked.collect()).await
}

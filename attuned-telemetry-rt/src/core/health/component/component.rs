//! One node of the health tree, and how it is asked.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::state::HealthState;
use crate::core::verdict::type_name::short_type_name;

/// What a component says of itself.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ComponentHealth {
    /// The component's name in its parent.
    pub name: String,
    /// How well it is, its parts included.
    pub status: HealthState,
    /// How long it took to answer.
    pub latency: Option<Duration>,
    /// What is wrong, for operators: it is not shown to the public.
    pub message: Option<String>,
    /// Whether its parent can do without it: it then counts as degraded at worst.
    pub optional: bool,
    /// Its parts.
    pub checks: Vec<ComponentHealth>,
}

impl ComponentHealth {
    /// A component in a state, without parts.
    #[must_use]
    pub fn new(name: impl Into<String>, status: HealthState) -> Self {
        Self { name: name.into(), status, latency: None, message: None, optional: false, checks: Vec::new() }
    }

    /// A component that does what it is for.
    #[must_use]
    pub fn healthy(name: impl Into<String>) -> Self {
        Self::new(name, HealthState::Healthy)
    }

    /// A component that has less than it should have.
    #[must_use]
    pub fn degraded(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..Self::new(name, HealthState::Degraded) }
    }

    /// A component that does not do what it is for.
    #[must_use]
    pub fn unhealthy(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..Self::new(name, HealthState::Unhealthy) }
    }

    /// A component that is as well as its parts: the worst of them counts, and an optional one as degraded at worst.
    ///
    /// ```
    /// use attuned_telemetry_rt::{ComponentHealth, HealthState};
    ///
    /// let mut cache = ComponentHealth::unhealthy("cache", "no connection");
    /// cache.optional = true;
    /// let store = ComponentHealth::of_parts("store", vec![ComponentHealth::healthy("disk"), cache]);
    /// assert_eq!(store.status, HealthState::Degraded);
    /// ```
    #[must_use]
    pub fn of_parts(name: impl Into<String>, checks: Vec<Self>) -> Self {
        let status = HealthState::worst(checks.iter().map(Self::counts_as));
        Self { checks, ..Self::new(name, status) }
    }

    /// What this component's state means for its parent.
    #[must_use]
    pub fn counts_as(&self) -> HealthState {
        if self.optional { self.status.min(HealthState::Degraded) } else { self.status }
    }
}

/// A check that is under way.
pub type Checking<'check> = Pin<Box<dyn Future<Output = ComponentHealth> + Send + 'check>>;

/// A component that can be asked how it is. Derived by `#[derive(HealthCheck)]`, or written by hand with
/// `#[async_trait]`, as if the method were `async fn check(&self) -> ComponentHealth`.
///
/// ```
/// use attuned_telemetry_rt::{ComponentHealth, HealthCheck};
///
/// struct Disk;
///
/// #[async_trait::async_trait]
/// impl HealthCheck for Disk {
///     async fn check(&self) -> ComponentHealth {
///         ComponentHealth::healthy("disk")
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no health component",
    label = "it has no `HealthCheck`",
    note = "put `#[derive(HealthCheck)]` on `{Self}`, or name a probe function on the field: `#[health(with = path)]`",
    note = "a `Mutex` or a `RwLock` is none, since a check must not wait for a lock: name a probe that tries it"
)]
pub trait HealthCheck: Send + Sync {
    /// Asks the component. Whoever asks limits the time: a check that does not answer is unhealthy.
    fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait;

    /// What the component is called while it does not answer. By default the type's name; the derive gives the name
    /// that the component has.
    fn name(&self) -> &'static str {
        short_type_name::<Self>()
    }

    /// Whether there is anything to ask. What is not there is not in the report, which must not call it healthy: an
    /// `Option` that is `None`.
    fn is_there(&self) -> bool {
        true
    }
}

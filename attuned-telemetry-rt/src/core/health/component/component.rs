//! One node of the health tree, and the trait that checks it.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::future::Future;
use core::pin::Pin;
use core::time::Duration;

use super::state::HealthState;
use crate::core::verdict::type_name::short_type_name;

/// The health of a component, as its check reports it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ComponentHealth {
    /// Name of the component within its parent.
    pub name: String,
    /// State of the component, including its parts.
    pub status: HealthState,
    /// How long the check took. `None` if it was not measured, or if the target has no clock.
    pub latency: Option<Duration>,
    /// What is wrong, for operators. HTTP responses do not contain it.
    pub message: Option<String>,
    /// Whether the parent works without it. If so, the parent becomes degraded at worst, never unhealthy.
    pub optional: bool,
    /// The parts of the component.
    pub checks: Vec<ComponentHealth>,
}

impl ComponentHealth {
    /// Creates a component in the given state, without parts.
    #[must_use]
    pub fn new(name: impl Into<String>, status: HealthState) -> Self {
        Self { name: name.into(), status, latency: None, message: None, optional: false, checks: Vec::new() }
    }

    /// Creates a healthy component.
    #[must_use]
    pub fn healthy(name: impl Into<String>) -> Self {
        Self::new(name, HealthState::Healthy)
    }

    /// Creates a degraded component: it works, but with restrictions. `message` says what is wrong.
    #[must_use]
    pub fn degraded(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..Self::new(name, HealthState::Degraded) }
    }

    /// Creates an unhealthy component: it does not work. `message` says what is wrong.
    #[must_use]
    pub fn unhealthy(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: Some(message.into()), ..Self::new(name, HealthState::Unhealthy) }
    }

    /// Creates a component whose state is the worst state of its parts. An optional part counts as degraded at worst.
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

    /// Returns the state that the parent derives from this component: an optional component counts as degraded at
    /// worst.
    #[must_use]
    pub fn counts_as(&self) -> HealthState {
        if self.optional { self.status.min(HealthState::Degraded) } else { self.status }
    }
}

/// A running check, the future that [`HealthCheck::check`] returns.
pub type Checking<'check> = Pin<Box<dyn Future<Output = ComponentHealth> + Send + 'check>>;

/// A component that can report its health.
///
/// Derive it with `#[derive(HealthCheck)]`, or implement it with `#[async_trait]`, as if the method were
/// `async fn check(&self) -> ComponentHealth`. The trait is object-safe.
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
    message = "`{Self}` is not a health component",
    label = "the trait `HealthCheck` is not implemented",
    note = "add `#[derive(HealthCheck)]` to `{Self}`, or set a probe function on the field: `#[health(with = path)]`",
    note = "`Mutex` and `RwLock` are not components, because a check must not wait for a lock: set a probe function that uses `try_lock`"
)]
pub trait HealthCheck: Send + Sync {
    /// Checks the component. The caller sets a timeout: a check that exceeds it is reported as unhealthy.
    fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait;

    /// Returns the component's name, for the report if [`check`](Self::check) does not complete. The default is the
    /// name of the type. The derive returns the component's `name`.
    fn name(&self) -> &'static str {
        short_type_name::<Self>()
    }

    /// Whether the component exists. A component that does not exist, such as an `Option` that is `None`, is left out
    /// of the report.
    fn is_there(&self) -> bool {
        true
    }
}

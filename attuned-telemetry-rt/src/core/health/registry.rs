//! The registry of a process's components.

use alloc::sync::Arc;
#[cfg(not(feature = "health"))]
use alloc::vec::Vec;
use core::time::Duration;
#[cfg(feature = "health")]
use std::sync::{PoisonError, RwLock};

#[cfg(feature = "health")]
use super::component::component::HealthCheck;
use super::component::status::HealthStatus;
#[cfg(not(target_os = "none"))]
use crate::core::clock::Moment;

/// A type that can be registered: every [`HealthCheck`](crate::HealthCheck). Without the feature `health` the derive
/// expands to nothing, so every type can be registered.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a health component",
    note = "add `#[derive(HealthCheck)]` to it, or implement `HealthCheck`"
)]
pub trait Component: Registered {}

#[cfg(feature = "health")]
impl<C: HealthCheck + 'static> Component for C {}
#[cfg(not(feature = "health"))]
impl<C> Component for C {}

/// Adds a component to the registry. Implemented for every [`Component`].
pub trait Registered {
    #[doc(hidden)]
    fn register(self: Arc<Self>, registry: &HealthRegistry);
}

#[cfg(feature = "health")]
impl<C: HealthCheck + 'static> Registered for C {
    fn register(self: Arc<Self>, registry: &HealthRegistry) {
        registry.components.write().unwrap_or_else(PoisonError::into_inner).push(self);
    }
}

#[cfg(not(feature = "health"))]
impl<C> Registered for C {
    fn register(self: Arc<Self>, _registry: &HealthRegistry) {}
}

/// Registry of the components of a process, and the root of the health tree.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::{HealthCheck, HealthRegistry};
///
/// #[derive(HealthCheck)]
/// struct Store;
///
/// let registry = HealthRegistry::new();
/// registry.register(Arc::new(Store));
/// ```
pub struct HealthRegistry {
    #[cfg(feature = "health")]
    components: RwLock<Vec<Arc<dyn HealthCheck>>>,
    #[cfg(not(target_os = "none"))]
    started: Moment,
}

impl HealthRegistry {
    /// Creates a registry without components.
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(feature = "health")]
            components: RwLock::default(),
            #[cfg(not(target_os = "none"))]
            started: Moment::now(),
        }
    }

    /// Adds a component. The report contains the name that its check returns.
    pub fn register<C: Component>(&self, component: Arc<C>) {
        component.register(self);
    }

    /// Checks all components concurrently. A component that does not answer within 750 ms is unhealthy. Without the
    /// feature `health` the result has no components.
    #[cfg_attr(
        not(feature = "health"),
        expect(clippy::unused_async, reason = "one signature with and without the feature")
    )]
    pub async fn check(&self) -> HealthStatus {
        #[cfg(feature = "health")]
        let checks = {
            let components = self.components.read().unwrap_or_else(PoisonError::into_inner).clone();
            super::parts::parts::check_all(&components).await
        };
        #[cfg(not(feature = "health"))]
        let checks = Vec::new();
        HealthStatus::from_checks(checks, self.uptime())
    }

    /// Returns the time since the registry was created: zero if the target has no clock.
    #[cfg(not(target_os = "none"))]
    fn uptime(&self) -> Duration {
        self.started.elapsed().unwrap_or_default()
    }

    /// Returns zero, because a target without `std` has no clock.
    #[cfg(target_os = "none")]
    #[expect(clippy::unused_self, reason = "other targets have a clock")]
    const fn uptime(&self) -> Duration {
        Duration::ZERO
    }
}

impl Default for HealthRegistry {
    fn default() -> Self {
        Self::new()
    }
}

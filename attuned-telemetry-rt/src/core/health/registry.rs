//! The components that a process is made of.

use std::sync::Arc;
#[cfg(feature = "health")]
use std::sync::{PoisonError, RwLock};
use std::time::Instant;

#[cfg(feature = "health")]
use super::component::component::HealthCheck;
use super::component::status::HealthStatus;

/// What can be registered: every [`HealthCheck`](crate::HealthCheck). With the feature `health` off, where the derive
/// makes none, every type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no health component",
    note = "put `#[derive(HealthCheck)]` on it, or implement `HealthCheck` by hand"
)]
pub trait Component: Registered {}

#[cfg(feature = "health")]
impl<C: HealthCheck + 'static> Component for C {}
#[cfg(not(feature = "health"))]
impl<C> Component for C {}

/// How a component is kept, which is for the registry alone to know.
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

/// The components that a process is made of.
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
    started: Instant,
}

impl HealthRegistry {
    /// A registry without components.
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(feature = "health")]
            components: RwLock::default(),
            started: Instant::now(),
        }
    }

    /// Adds a component, under the name that it gives itself.
    pub fn register<C: Component>(&self, component: Arc<C>) {
        component.register(self);
    }

    /// Asks every component, all at once. The answer is there in less than a second: a component that is late is
    /// unhealthy. With the feature `health` off there is nothing to ask.
    #[cfg_attr(not(feature = "health"), expect(clippy::unused_async, reason = "waited for all the same"))]
    pub async fn check(&self) -> HealthStatus {
        #[cfg(feature = "health")]
        let checks = {
            let components = self.components.read().unwrap_or_else(PoisonError::into_inner).clone();
            super::parts::parts::check_all(&components).await
        };
        #[cfg(not(feature = "health"))]
        let checks = Vec::new();
        HealthStatus::from_checks(checks, self.started.elapsed())
    }
}

impl Default for HealthRegistry {
    fn default() -> Self {
        Self::new()
    }
}

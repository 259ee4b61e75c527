//! The health of the adapters.

use std::time::{Duration, Instant};

use super::manager::{ObservabilityManager, Registered};
use crate::adapters::manager::registered::entry::AdapterId;
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};
use crate::core::health::component::state::HealthState;
use crate::delivery::DeliveryStatus;

/// After this many intervals without an answer of an adapter to its health check, the adapter is not healthy.
const MISSED: u32 = 3;

/// The health of all adapters of a manager.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ManagerHealth {
    /// Healthy if all adapters are. Otherwise degraded, never unhealthy: the program works without its telemetry.
    pub state: HealthState,
    /// Each adapter and signal.
    pub adapters: Vec<AdapterStatus>,
}

/// The health of one adapter, for one signal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AdapterStatus {
    /// The id of the adapter.
    pub id: AdapterId,
    /// The state of its queue, its thread and its circuit breaker.
    pub delivery: DeliveryStatus,
    /// What the adapter said about its health. `None` before its first answer.
    pub health: Option<AdapterHealth>,
    /// How long ago it said so.
    pub checked: Option<Duration>,
    /// What is wrong, if anything is.
    pub problem: Option<String>,
}

impl ObservabilityManager {
    /// Returns the health of each adapter, without waiting for any of them. Adapters are checked at the interval
    /// [`health_interval`](crate::adapters::ObservabilityConfig::health_interval).
    #[expect(clippy::unused_async, reason = "the other methods of the manager are asynchronous, too")]
    pub async fn health(&self) -> ManagerHealth {
        self.health_now()
    }

    fn health_now(&self) -> ManagerHealth {
        let (interval, mut adapters) = (self.config().health_interval, Vec::new());
        self.0.for_each(|registered| adapters.push(AdapterStatus::of(&registered, interval)));
        let is_healthy = adapters.iter().all(|adapter| adapter.problem.is_none());
        ManagerHealth { state: if is_healthy { HealthState::Healthy } else { HealthState::Degraded }, adapters }
    }
}

impl AdapterStatus {
    fn of(registered: &Registered<'_>, interval: Duration) -> Self {
        let delivery = registered.control.status();
        let (health, checked) = registered.checked.read().unzip();
        let checked = checked.map(|at: Instant| at.elapsed());
        let problem = problem(&delivery, health.as_ref(), checked, interval);
        Self { id: registered.id, delivery, health, checked, problem }
    }
}

/// Returns what is wrong with an adapter.
fn problem(
    delivery: &DeliveryStatus,
    health: Option<&AdapterHealth>,
    checked: Option<Duration>,
    interval: Duration,
) -> Option<String> {
    if let Some(problem) = delivery.problem() {
        return Some(problem);
    }
    if let Some(health) = health.filter(|health| !health.is_healthy()) {
        return Some(health.to_string());
    }
    let is_late = checked.is_some_and(|ago| ago > interval.saturating_mul(MISSED));
    is_late.then(|| format!("it has not answered its health check for {:?}", checked.unwrap_or_default()))
}

/// The adapters as a component of the health tree, which is degraded at worst.
impl HealthCheck for ObservabilityManager {
    fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        let parts = self.health_now().adapters.into_iter().map(component).collect();
        Box::pin(std::future::ready(ComponentHealth::of_parts("telemetry", parts)))
    }

    fn name(&self) -> &'static str {
        "telemetry"
    }
}

fn component(adapter: AdapterStatus) -> ComponentHealth {
    let DeliveryStatus { backend, signal, .. } = adapter.delivery;
    let name = format!("{backend}_{signal}");
    let mut component = match adapter.problem {
        None => ComponentHealth::healthy(name),
        Some(problem) => ComponentHealth::unhealthy(name, problem),
    };
    component.optional = true;
    component
}

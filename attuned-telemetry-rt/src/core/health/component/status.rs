//! How well the whole process is.

use std::time::Duration;

use super::component::ComponentHealth;
use super::state::HealthState;

/// How well the whole process is, as its registered components say.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HealthStatus {
    /// The worst of the components.
    pub status: HealthState,
    /// How long the registry is there.
    pub uptime: Duration,
    /// What each component says.
    pub checks: Vec<ComponentHealth>,
}

impl HealthStatus {
    /// The status of some components.
    #[must_use]
    pub fn from_checks(checks: Vec<ComponentHealth>, uptime: Duration) -> Self {
        let status = HealthState::worst(checks.iter().map(ComponentHealth::counts_as));
        Self { status, uptime, checks }
    }
}

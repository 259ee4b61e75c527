//! The health of the process.

use alloc::vec::Vec;
use core::time::Duration;

use super::component::ComponentHealth;
use super::state::HealthState;

/// Health of the process: the result of checking its registered components.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HealthStatus {
    /// The worst state of the components. An optional component counts as degraded at worst.
    pub status: HealthState,
    /// Time since the registry was created. Zero on targets without a clock or without `std`.
    pub uptime: Duration,
    /// Health of each component, in the order of registration.
    pub checks: Vec<ComponentHealth>,
}

impl HealthStatus {
    /// Creates a status from the health of the components.
    #[must_use]
    pub fn from_checks(checks: Vec<ComponentHealth>, uptime: Duration) -> Self {
        let status = HealthState::worst(checks.iter().map(ComponentHealth::counts_as));
        Self { status, uptime, checks }
    }
}

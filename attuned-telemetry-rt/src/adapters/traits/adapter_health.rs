//! The health of an adapter.

use std::fmt;

use crate::core::health::component::state::HealthState;
use crate::core::text::escaped::Escaped;

/// The health of an adapter, as the adapter itself reports it.
///
/// ```
/// use attuned_telemetry_rt::HealthState;
/// use attuned_telemetry_rt::adapters::AdapterHealth;
///
/// let health = AdapterHealth::degraded("3 of 5 nodes are reachable");
/// assert_eq!(health.state(), HealthState::Degraded);
/// assert_eq!(health.reason(), Some("3 of 5 nodes are reachable"));
/// assert_eq!(health.to_string(), "degraded: 3 of 5 nodes are reachable");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AdapterHealth {
    /// The backend takes items.
    #[default]
    Healthy,
    /// The backend takes items, but with restrictions.
    Degraded {
        /// What is wrong.
        reason: String,
    },
    /// The backend takes no items.
    Unhealthy {
        /// What is wrong.
        reason: String,
    },
}

impl AdapterHealth {
    /// The backend takes items, but with restrictions.
    pub fn degraded(reason: impl Into<String>) -> Self {
        Self::Degraded { reason: reason.into() }
    }

    /// The backend takes no items.
    pub fn unhealthy(reason: impl Into<String>) -> Self {
        Self::Unhealthy { reason: reason.into() }
    }

    /// Whether the backend takes items without restrictions.
    #[must_use]
    pub const fn is_healthy(&self) -> bool {
        matches!(self, Self::Healthy)
    }

    /// Returns the state without the reason.
    #[must_use]
    pub const fn state(&self) -> HealthState {
        match self {
            Self::Healthy => HealthState::Healthy,
            Self::Degraded { .. } => HealthState::Degraded,
            Self::Unhealthy { .. } => HealthState::Unhealthy,
        }
    }

    /// Returns what is wrong, if anything is.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Healthy => None,
            Self::Degraded { reason } | Self::Unhealthy { reason } => Some(reason),
        }
    }
}

impl fmt::Display for AdapterHealth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.state())?;
        self.reason().map_or(Ok(()), |reason| write!(formatter, ": {}", Escaped(reason)))
    }
}

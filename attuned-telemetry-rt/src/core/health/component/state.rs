//! The states of a component.

use core::fmt;

/// State of a component. A worse state is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HealthState {
    /// It works.
    Healthy,
    /// It works, but with restrictions.
    Degraded,
    /// It does not work.
    Unhealthy,
}

impl HealthState {
    /// Returns the state in lower case, as reports and labels show it.
    ///
    /// ```
    /// use attuned_telemetry_rt::HealthState;
    ///
    /// assert_eq!(HealthState::Degraded.as_str(), "degraded");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Unhealthy => "unhealthy",
        }
    }

    /// Returns the worst of some states, [`Healthy`](Self::Healthy) if there are none.
    ///
    /// ```
    /// use attuned_telemetry_rt::HealthState::{self, Degraded, Healthy};
    ///
    /// assert_eq!(HealthState::worst([Healthy, Degraded, Healthy]), Degraded);
    /// ```
    #[must_use]
    pub fn worst(states: impl IntoIterator<Item = Self>) -> Self {
        states.into_iter().max().unwrap_or(Self::Healthy)
    }
}

impl fmt::Display for HealthState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

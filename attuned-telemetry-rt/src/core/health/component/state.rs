//! How well a component is.

use std::fmt;

/// How well a component is. The worse, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HealthState {
    /// It does what it is for.
    Healthy,
    /// It does what it is for, with less than it should have.
    Degraded,
    /// It does not do what it is for.
    Unhealthy,
}

impl HealthState {
    /// The state as reports write it.
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

    /// The worst of some states; healthy if there is none.
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

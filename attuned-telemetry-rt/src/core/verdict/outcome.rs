//! The outcomes of a call.

use core::fmt;

/// Outcome of a call: the label `status` of metrics and the `outcome` of audit records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The call returned, and the returned value is not an error.
    Success,
    /// The call returned an error.
    Error,
    /// The future was dropped before it completed.
    Cancelled,
    /// The call panicked.
    Panicked,
}

impl Outcome {
    /// All outcomes, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Success, Self::Error, Self::Cancelled, Self::Panicked];

    /// Returns the outcome in lower case, as metrics, spans and audit records contain it.
    ///
    /// ```
    /// use attuned_telemetry_rt::Outcome;
    ///
    /// assert_eq!(Outcome::Cancelled.as_str(), "cancelled");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Cancelled => "cancelled",
            Self::Panicked => "panicked",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

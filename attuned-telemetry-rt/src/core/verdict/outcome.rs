//! How a call ended.

use std::fmt;

/// How a call ended: a closed set, the label `status` of the metrics and the `outcome` of an audit record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The call returned, and what it returned is no error.
    Success,
    /// The call returned an error.
    Error,
    /// The future was dropped before it ended.
    Cancelled,
    /// The call panicked.
    Panicked,
}

impl Outcome {
    /// Every outcome there is, in the order of their declaration.
    pub const ALL: [Self; 4] = [Self::Success, Self::Error, Self::Cancelled, Self::Panicked];

    /// The outcome as metrics, spans and audit records write it.
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

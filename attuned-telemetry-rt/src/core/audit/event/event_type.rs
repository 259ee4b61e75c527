//! What an audit record is about.

use std::borrow::Cow;
use std::fmt;

/// What happened, as an audit record names it.
///
/// ```
/// use attuned_telemetry_rt::AuditEventType;
///
/// assert_eq!(AuditEventType::StateUpdated.as_str(), "state_updated");
/// assert_eq!(AuditEventType::from("login_refused").as_str(), "login_refused");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuditEventType {
    /// A state was made: `state_created`.
    StateCreated,
    /// A state was changed: `state_updated`.
    StateUpdated,
    /// A state was removed: `state_deleted`.
    StateDeleted,
    /// Anything else, by a name in `snake_case`.
    Other(Cow<'static, str>),
}

impl AuditEventType {
    /// The name that is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::StateCreated => "state_created",
            Self::StateUpdated => "state_updated",
            Self::StateDeleted => "state_deleted",
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for AuditEventType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl From<&'static str> for AuditEventType {
    fn from(name: &'static str) -> Self {
        Self::Other(Cow::Borrowed(name))
    }
}

impl From<String> for AuditEventType {
    fn from(name: String) -> Self {
        Self::Other(Cow::Owned(name))
    }
}

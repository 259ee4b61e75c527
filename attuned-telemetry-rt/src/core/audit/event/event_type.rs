//! The event type of an audit record.

use std::borrow::Cow;
use std::fmt;

/// Event type of an audit record: what happened.
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
    /// A state was created: `state_created`.
    StateCreated,
    /// A state was updated: `state_updated`.
    StateUpdated,
    /// A state was deleted: `state_deleted`.
    StateDeleted,
    /// Any other event, by a name in `snake_case`.
    Other(Cow<'static, str>),
}

impl AuditEventType {
    /// Returns the name that records contain.
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

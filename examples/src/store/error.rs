//! Errors of a store.

use std::error::Error;
use std::fmt;

use attuned_telemetry_rt::ErrorType;

/// Error of a store.
#[derive(Debug, ErrorType)]
pub(crate) enum StoreError {
    /// The user has no state.
    NotFound {
        /// The user.
        user_id: String,
    },
    /// The state is invalid, for this reason.
    Invalid(String),
    /// The store is full.
    Full {
        /// Maximum number of users.
        most_users: usize,
    },
    /// The underlying storage failed.
    Storage(Box<dyn Error + Send + Sync>),
}

impl StoreError {
    /// Wraps an error of the underlying storage.
    pub(crate) fn storage(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Storage(error.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { user_id } => write!(formatter, "user `{user_id}` has no state"),
            Self::Invalid(why) => formatter.write_str(why),
            Self::Full { most_users } => write!(formatter, "the store is full: it can hold at most {most_users} users"),
            Self::Storage(error) => write!(formatter, "storage: {error}"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Storage(error) => Some(error.as_ref()),
            Self::NotFound { .. } | Self::Invalid(_) | Self::Full { .. } => None,
        }
    }
}

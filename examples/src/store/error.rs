//! Why a store did not do what it was asked for.

use std::error::Error;
use std::fmt;

use attuned_telemetry_rt::ErrorType;

/// Why a store did not do what it was asked for.
#[derive(Debug, ErrorType)]
pub(crate) enum StoreError {
    /// There is no state of this user.
    NotFound {
        /// Whom it would have been about.
        user_id: String,
    },
    /// What was given is no state, and why.
    Invalid(String),
    /// There is no room for more users.
    Full {
        /// How many there is room for.
        most_users: usize,
    },
    /// What the store is made on failed.
    Storage(Box<dyn Error + Send + Sync>),
}

impl StoreError {
    /// An error of what the store is made on.
    pub(crate) fn storage(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Storage(error.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { user_id } => write!(formatter, "no state of user `{user_id}`"),
            Self::Invalid(why) => formatter.write_str(why),
            Self::Full { most_users } => write!(formatter, "no room for more than {most_users} users"),
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

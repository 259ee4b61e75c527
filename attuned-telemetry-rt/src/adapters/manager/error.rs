//! Errors of the manager.

use std::error::Error;
use std::fmt;
use std::io;

use crate::adapters::manager::registered::entry::AdapterId;
use crate::core::text::escaped::Escaped;

/// An error of the [manager](super::ObservabilityManager). Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ManagerError {
    /// A thread could not be started.
    Thread {
        /// The error message of the system.
        error: String,
    },
    /// The manager was shut down.
    ShutDown,
    /// No adapter of this signal is registered under the id.
    NotRegistered {
        /// The id.
        id: AdapterId,
    },
    /// Something that a process can have only once is already installed.
    AlreadyInstalled {
        /// What is already installed.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
}

impl ManagerError {
    pub(super) fn thread(error: &io::Error) -> Self {
        Self::Thread { error: error.to_string() }
    }
}

impl fmt::Display for ManagerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thread { error } => {
                let error = Escaped(error);
                write!(
                    formatter,
                    "starting a thread of an adapter failed: {error}; check the limits of threads, files and memory of \
                     the process"
                )
            }
            Self::ShutDown => formatter.write_str("the manager was shut down; create another one"),
            Self::NotRegistered { id } => {
                write!(formatter, "{id:?} is not registered here; use the id that the registration returned")
            }
            Self::AlreadyInstalled { what, instead } => {
                write!(formatter, "{what} is already installed and stays in use; {instead}")
            }
        }
    }
}

impl Error for ManagerError {}

//! The outcome of a call, the type of its error, and panics of code that users install.

#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
pub(crate) mod caught;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod classify;
pub(crate) mod error_type;
#[cfg(not(target_os = "none"))]
mod io_error_kind;
#[cfg(any(feature = "audit", feature = "observe"))]
mod known_names;
pub(crate) mod outcome;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod predicates;
pub(crate) mod type_name;

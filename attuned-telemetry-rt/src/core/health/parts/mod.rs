//! Checks the parts of a component concurrently.

mod collections;
#[cfg(feature = "health")]
mod deadline;
mod join_all;
#[cfg(feature = "health")]
pub(crate) mod number;
#[cfg(feature = "health")]
pub(crate) mod parts;
#[cfg(feature = "health")]
pub(crate) mod probe;
#[cfg(feature = "health")]
mod timeout;

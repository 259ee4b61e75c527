//! Checks the parts of a component side by side.

mod collections;
mod concurrently;
#[cfg(feature = "health")]
mod limit;
#[cfg(feature = "health")]
pub(crate) mod parts;
#[cfg(feature = "health")]
pub(crate) mod probe;
#[cfg(feature = "health")]
pub(crate) mod watched;

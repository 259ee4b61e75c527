//! The health tree: components, their states, and how they are asked.

mod collections;
pub(crate) mod component;
mod concurrently;
mod pointers;
pub(crate) mod registry;
pub(crate) mod state;
pub(crate) mod status;

#[cfg(feature = "health")]
pub(crate) mod derived;
#[cfg(feature = "health")]
mod limit;
#[cfg(feature = "health")]
pub(crate) mod parts;
#[cfg(feature = "health")]
pub(crate) mod probe;
#[cfg(feature = "health")]
pub(crate) mod watched;

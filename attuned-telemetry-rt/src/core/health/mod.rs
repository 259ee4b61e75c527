//! The health tree: components, their states, and how they are asked.

pub(crate) mod component;
pub(crate) mod registry;
pub(crate) mod state;
pub(crate) mod status;

#[cfg(feature = "health")]
pub(crate) mod check;
#[cfg(feature = "health")]
mod concurrently;

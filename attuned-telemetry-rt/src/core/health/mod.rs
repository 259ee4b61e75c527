//! The health tree: components, their states and their checks.

pub(crate) mod component;
#[cfg(feature = "health")]
pub(crate) mod derived_component;
pub(crate) mod parts;
pub(crate) mod registry;
#[cfg(feature = "health")]
pub(crate) mod threads;

//! The health tree: components, their states and their checks.

pub(crate) mod component;
#[cfg(feature = "health")]
pub(crate) mod derived_component;
pub(crate) mod parts;
#[cfg(target_has_atomic = "ptr")]
pub(crate) mod registry;
#[cfg(all(feature = "health", not(all(target_family = "wasm", target_os = "unknown"))))]
pub(crate) mod threads;

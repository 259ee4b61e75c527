//! Checks the parts of a component concurrently.

mod collections;
mod join_all;
#[cfg(feature = "health")]
pub(crate) mod number;
#[cfg(feature = "health")]
pub(crate) mod parts;
#[cfg(feature = "health")]
pub(crate) mod probe;
#[cfg(feature = "health")]
mod timeout;
#[cfg(feature = "health")]
#[cfg_attr(all(target_family = "wasm", target_os = "unknown"), path = "no_timer.rs")]
mod timer;

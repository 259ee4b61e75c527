//! The attribute macros, on a function and on an `impl` block, and which of two attributes expands first.

#[cfg(feature = "audit")]
mod audited;
pub(crate) mod entry;
mod impl_block;
#[cfg(feature = "observe")]
mod observed;
mod order;

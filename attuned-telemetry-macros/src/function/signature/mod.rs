//! The signature of a function, most of which is not parsed.

mod depth;
pub(super) mod parameter;
pub(crate) mod signature;

//! The parts of a request that become attributes.

pub(crate) mod address;
pub(crate) mod known_methods;
pub(crate) mod protocol;
pub(crate) mod query;

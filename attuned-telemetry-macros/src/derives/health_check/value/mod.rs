//! The types of value that only `#[health]` has.

pub(super) mod probe;

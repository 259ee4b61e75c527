//! How each signal is encoded and sent.

pub(super) mod delivery;
pub(super) mod metrics;
pub(super) mod parts;
mod point_counts;
mod points;
pub(super) mod records;
pub(super) mod requests;
mod sender;
pub(super) mod spans;

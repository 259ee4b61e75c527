//! Collects finished spans.

mod close;
pub(super) mod collector;
mod open;
mod record;

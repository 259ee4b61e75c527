//! The types of value that only `#[observed]` has.

pub(super) mod buckets;
pub(super) mod events;
pub(super) mod expression;
pub(super) mod fields;
pub(super) mod labels;
pub(super) mod level;
mod listed;
pub(super) mod objective;
pub(super) mod text_or_false;

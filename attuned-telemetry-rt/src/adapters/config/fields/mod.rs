//! The fields: the table of all of them, and the values that are allowed in each.

mod duration;
mod rules;
pub(super) mod setting;
pub(super) mod settings;

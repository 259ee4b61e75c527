//! The values of a snapshot.

pub(in crate::engine::aggregates) mod family_totals;
pub(in crate::engine::aggregates) mod identities;
pub(in crate::engine::aggregates) mod typed_totals;
mod values;

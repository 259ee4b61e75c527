//! Log records.

pub(super) mod log_collector;
pub(super) mod log_fields;
pub(super) mod log_record;
#[cfg(feature = "adapters")]
mod made_record;
pub(super) mod targets;

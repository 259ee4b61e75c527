//! Log records.

pub(super) mod log_fields;
pub(super) mod log_record;
mod made_record;

//! The values that an annotation lists, as a record takes them.

pub(crate) mod captured;
pub(crate) mod draft;
pub(crate) mod redacted;
pub(crate) mod value;

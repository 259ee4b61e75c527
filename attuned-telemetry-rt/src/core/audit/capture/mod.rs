//! Captures the values that an annotation lists.

pub(crate) mod captured;
pub(crate) mod draft;
pub(crate) mod redacted;
pub(crate) mod value;

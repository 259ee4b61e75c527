//! What a log line looks like.

pub(crate) mod format;

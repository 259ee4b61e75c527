//! Destinations of batches, and the results of an export.

pub(crate) mod deliver;
pub(crate) mod error;
pub(crate) mod receipt;

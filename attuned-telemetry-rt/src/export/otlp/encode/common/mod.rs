//! What the requests of all signals have.

pub(crate) mod attribute;
pub(crate) mod code_location;
pub(crate) mod format;
pub(crate) mod limits;
pub(crate) mod resource;

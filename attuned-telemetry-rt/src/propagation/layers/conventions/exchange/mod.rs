//! A request and its response, from start to end.

pub(crate) mod body;
pub(crate) mod ending;
pub(crate) mod error_type;
pub(crate) mod exchange;
pub(crate) mod scope;
pub(crate) mod sent;
pub(crate) mod settings;
pub(crate) mod tracked;

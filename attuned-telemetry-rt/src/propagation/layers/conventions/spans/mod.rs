//! The spans of requests.

pub(crate) mod client;
pub(crate) mod ended;
#[cfg(feature = "tower")]
pub(crate) mod server;

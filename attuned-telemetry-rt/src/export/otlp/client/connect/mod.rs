//! Connections: from a name to a kept connection.

pub(super) mod broken;
pub(super) mod connection;
pub(super) mod connector;
pub(super) mod limit;
mod resolve;
mod stream;
mod tcp;

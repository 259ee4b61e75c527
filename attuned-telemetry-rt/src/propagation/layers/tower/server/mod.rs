//! The layer for servers.

pub(super) mod layer;
pub(super) mod names;
mod received;
mod route;
pub(super) mod service;

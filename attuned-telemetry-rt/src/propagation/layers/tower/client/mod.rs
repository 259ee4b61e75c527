//! The layer for clients.

pub(super) mod layer;
pub(super) mod service;

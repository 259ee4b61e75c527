//! Encryption.

pub(super) mod config;
pub(super) mod error;

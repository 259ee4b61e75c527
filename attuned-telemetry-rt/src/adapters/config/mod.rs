//! The configuration of the manager: from code, JSON, TOML and the environment, and its validation as a whole.

pub(super) mod config;
mod document;
mod environment;
pub(super) mod error;
mod fields;
mod json_object;
pub(super) mod sampling;
mod sources;

//! Requests of log records.

pub(crate) mod encoder;
mod record;
mod targets;

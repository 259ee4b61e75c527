//! The recorder behind the `metrics` facade: its configuration, its handles, and which names are one metric.

pub(crate) mod config;
pub(crate) mod engine;
pub(crate) mod handle;
pub(crate) mod names;
mod recorder;

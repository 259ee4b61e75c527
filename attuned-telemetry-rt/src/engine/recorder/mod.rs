//! The recorder of the `metrics` facade: its configuration, its handles, and the names of its metrics.

pub(crate) mod config;
pub(crate) mod engine;
pub(crate) mod handle;
mod installed;
mod losses;
pub(crate) mod names;
mod own_metrics;
mod recorder;
mod rejected;
mod typed_counter;

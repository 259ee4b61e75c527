//! The metrics engine: the recorder behind the `metrics` facade, and the snapshot that every exporter reads.

#![cfg_attr(
    not(feature = "prometheus"),
    allow(dead_code, unused_imports, reason = "each backend uses a part of the engine")
)]

#[cfg(feature = "adapters")]
pub(crate) mod aggregates;
mod call_metrics;
pub(crate) mod cells;
pub(crate) mod exemplars;
pub(crate) mod family;
pub(crate) mod histogram;
pub(crate) mod labels;
pub(crate) mod recorder;
pub(crate) mod snapshot;
#[cfg(test)]
mod tests;

pub use recorder::engine::Engine;

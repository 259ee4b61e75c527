//! The metrics engine: the recorder behind the `metrics` facade, and the snapshot that every exporter reads.

mod call_metrics;
pub(crate) mod cells;
pub(crate) mod exemplars;
pub(crate) mod family;
pub(crate) mod histogram;
pub(crate) mod identifier;
mod labels;
pub(crate) mod recorder;
pub(crate) mod snapshot;
#[cfg(test)]
mod tests;

pub use recorder::engine::Engine;

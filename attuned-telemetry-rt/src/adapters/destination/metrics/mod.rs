//! Metrics adapters as destinations of metrics.

mod delivered;
mod destination;
pub(in crate::adapters) mod item;
mod points;
pub(in crate::adapters) mod progress;
pub(in crate::adapters) mod signal;

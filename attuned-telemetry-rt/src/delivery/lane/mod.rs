//! The way from a queue to one destination.

mod change;
mod close;
mod flush;
pub(super) mod lane;
mod offer;
mod own_metrics;
mod published;
pub(super) mod race;
mod status;
mod workers;

pub(crate) use lane::{Lane, LaneName};
pub use status::{DeliveryStatus, WorkerState};

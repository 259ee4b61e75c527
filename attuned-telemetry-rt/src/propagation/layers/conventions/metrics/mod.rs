//! The metrics of requests, on any recorder of the `metrics` facade.

pub(crate) mod active;
pub(crate) mod attributes;
pub(crate) mod http_metrics;
pub(crate) mod naming;
mod place;
mod series;
pub(crate) mod target;
pub(crate) mod targets;

//! Snapshots of all metrics at one time, and the differences between them. Each adapter receives the increase since the
//! last snapshot that it has delivered, so a failed delivery loses nothing, and nothing is delivered twice.

pub(crate) mod collector;
pub(crate) mod difference;
mod exponential_difference;
pub(crate) mod metric_info;
pub(crate) mod metrics_snapshot;
mod removed;
#[cfg(test)]
mod tests;
mod totals;

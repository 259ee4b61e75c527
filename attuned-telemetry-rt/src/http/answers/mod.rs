//! Responses of the endpoints, computed from a request, a health report or the metrics. No function here blocks.

pub(crate) mod health;
#[cfg(feature = "prometheus")]
pub(crate) mod metrics;

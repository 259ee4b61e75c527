//! Responses of the endpoints, computed from a request, a health report or the metrics. Nothing here waits.

pub(crate) mod health;
#[cfg(feature = "prometheus")]
pub(crate) mod metrics;

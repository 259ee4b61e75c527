//! Adapters as destinations of the delivery.

pub(super) mod checked;
pub(super) mod health;
mod health_weight;
pub(super) mod logs;
pub(super) mod metrics;
pub(super) mod signal;
pub(super) mod traces;

//! Adapters as destinations of the delivery.

pub(super) mod checked;
pub(super) mod health;
pub(super) mod logs;
pub(super) mod metrics;
pub(super) mod signal;
pub(super) mod traces;

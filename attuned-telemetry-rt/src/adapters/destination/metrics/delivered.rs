//! The snapshots that a metrics adapter has delivered.

use std::sync::Arc;

use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;

/// The snapshots that were delivered.
#[derive(Clone, Default)]
pub(super) struct Delivered {
    /// The newest snapshot of which everything was delivered.
    pub(super) newest: Option<Arc<MetricsSnapshot>>,
    /// A later snapshot of which only the first points were delivered, and their number.
    pub(super) partial: Option<(Arc<MetricsSnapshot>, usize)>,
}

//! What all signals have in common.

use std::sync::Arc;

use super::checked::Checked;
use crate::delivery::{Deliver, DeliveryConfig, Weigh};

/// A signal: the type of its adapters, and of the items that they receive.
pub(in crate::adapters) trait Signal: 'static {
    /// The trait of the adapters, as a trait object.
    type Adapter: ?Sized + Send + Sync;

    type Item: Weigh + Clone + Send + Sync + 'static;

    /// What has been delivered. It stays when an adapter is exchanged for another.
    type Progress: Default + Send + Sync;

    /// The name in metrics and reports.
    const NAME: &'static str;

    /// Returns the name that an adapter gives itself.
    fn name(adapter: &Self::Adapter) -> &str;

    /// Whether an adapter ignores everything.
    fn is_noop(adapter: &Self::Adapter) -> bool;

    /// Whether an adapter receives every single value instead of aggregates.
    fn wants_samples(_adapter: &Self::Adapter) -> bool {
        false
    }

    /// Returns the configuration of an adapter's queue.
    fn delivery_config(adapter: &Self::Adapter, of_manager: DeliveryConfig) -> DeliveryConfig;

    /// Takes an item at once, instead of the queue. Returns whether it did.
    fn take(_progress: &Self::Progress, _item: &Self::Item) -> bool {
        false
    }

    /// Returns an adapter as the destination of a pipeline.
    fn destination(
        adapter: Arc<Self::Adapter>,
        checked: Arc<Checked>,
        progress: Arc<Self::Progress>,
    ) -> Arc<dyn Deliver<Self::Item>>;
}

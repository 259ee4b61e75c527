//! Metrics as a signal.

use std::sync::Arc;

use super::destination::Destination;
use super::item::MetricsItem;
use super::progress::Progress;
use crate::adapters::destination::checked::Checked;
use crate::adapters::destination::signal::Signal;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::{Deliver, DeliveryConfig};

/// Metrics.
pub(in crate::adapters) struct Metrics;

impl Signal for Metrics {
    type Adapter = dyn MetricsAdapter;
    type Item = MetricsItem;
    type Progress = Progress;

    const NAME: &'static str = "metrics";

    fn name(adapter: &Self::Adapter) -> &str {
        adapter.name()
    }

    fn is_noop(adapter: &Self::Adapter) -> bool {
        adapter.is_noop()
    }

    fn wants_samples(adapter: &Self::Adapter) -> bool {
        adapter.wants_samples()
    }

    fn delivery_config(adapter: &Self::Adapter, of_manager: DeliveryConfig) -> DeliveryConfig {
        adapter.delivery_config(of_manager)
    }

    /// An adapter that reads engines aggregates a sample at once.
    fn take(progress: &Progress, item: &MetricsItem) -> bool {
        let MetricsItem::Sample(sample) = item else { return false };
        progress.reader().is_some_and(|reader| {
            reader.0.record(sample);
            true
        })
    }

    fn destination(
        adapter: Arc<Self::Adapter>,
        checked: Arc<Checked>,
        progress: Arc<Progress>,
    ) -> Arc<dyn Deliver<MetricsItem>> {
        Arc::new(Destination::new(adapter, checked, progress))
    }
}

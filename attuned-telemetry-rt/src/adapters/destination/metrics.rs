//! Metrics adapters as destinations of metrics.

use std::sync::{Arc, Mutex, PoisonError};

use super::checked::Checked;
use super::signal::Signal;
use crate::adapters::metrics::aggregated;
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::metrics::sample::Sample;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::{Deliver, Pending, Receipt, Weigh};
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;

/// Metrics.
pub(in crate::adapters) struct Metrics;

/// What the queue of a metrics adapter contains.
#[derive(Clone)]
pub(in crate::adapters) enum MetricsItem {
    /// A single recording through the manager.
    Sample(Sample),
    /// Everything that the engine has aggregated, as one item: the number of points is known when it is delivered.
    Aggregates(Arc<MetricsSnapshot>),
}

/// The newest snapshot that an adapter has delivered.
#[derive(Default)]
pub(in crate::adapters) struct Delivered(Mutex<Option<Arc<MetricsSnapshot>>>);

impl Delivered {
    /// The adapter delivers what was recorded since this snapshot.
    pub(in crate::adapters) fn begin(&self, snapshot: Arc<MetricsSnapshot>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(snapshot);
    }

    /// The adapter has delivered a snapshot. A call that was abandoned may say so late: then a newer one may have been
    /// delivered, and must not be repeated.
    fn set(&self, snapshot: Arc<MetricsSnapshot>) {
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if newest.as_ref().is_none_or(|newest| snapshot.follows(newest)) {
            *newest = Some(snapshot);
        }
    }

    fn get(&self) -> Option<Arc<MetricsSnapshot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Weigh for MetricsItem {
    fn bytes(&self) -> usize {
        match self {
            Self::Sample(sample) => sample.bytes(),
            Self::Aggregates(snapshot) => snapshot.bytes(),
        }
    }
}

impl Signal for Metrics {
    type Adapter = dyn MetricsAdapter;
    type Item = MetricsItem;
    type Progress = Delivered;

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

    fn destination(
        adapter: Arc<Self::Adapter>,
        checked: Arc<Checked>,
        delivered: Arc<Delivered>,
    ) -> Arc<dyn Deliver<MetricsItem>> {
        Arc::new(Destination { adapter, checked, delivered })
    }
}

struct Destination {
    adapter: Arc<dyn MetricsAdapter>,
    checked: Arc<Checked>,
    delivered: Arc<Delivered>,
}

impl Deliver<MetricsItem> for Destination {
    /// Sends the samples, and what was recorded since the last snapshot that was delivered. A snapshot that could not
    /// be delivered is contained in the next one.
    fn deliver<'call>(&'call self, batch: &'call [MetricsItem]) -> Pending<'call, Receipt> {
        Box::pin(async move {
            let mut before = self.delivered.get();
            let mut points = Vec::with_capacity(batch.len());
            for item in batch {
                match item {
                    MetricsItem::Sample(sample) => points.push(sample.point()),
                    MetricsItem::Aggregates(snapshot) => {
                        points.extend(aggregated::points(snapshot, before.as_deref()));
                        // Snapshots that were taken at the same time may be queued in another order.
                        if before.as_ref().is_none_or(|before| snapshot.follows(before)) {
                            before = Some(Arc::clone(snapshot));
                        }
                    }
                }
            }
            let receipt = self.adapter.export_metrics(&MetricsBatch::new(&points)).await?;
            if let Some(newest) = before {
                self.delivered.set(newest);
            }
            Ok(receipt)
        })
    }

    fn flush(&self) -> Pending<'_, ()> {
        self.adapter.flush()
    }

    fn check(&self) -> Pending<'_, ()> {
        Box::pin(async {
            self.checked.store(self.adapter.health_check().await);
            Ok(())
        })
    }

    fn shutdown(&self) -> Pending<'_, ()> {
        self.adapter.shutdown()
    }
}

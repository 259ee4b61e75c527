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

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::{Context, Poll, Waker};

    use async_trait::async_trait;

    use super::*;
    use crate::delivery::DeliveryError;
    use crate::engine::Engine;
    use crate::engine::aggregates::collector::Collector;
    use crate::engine::recorder::config::Config;

    /// Remembers the increases of counters. While it is slow, it answers to the second poll only.
    #[derive(Default)]
    struct Increases {
        received: Mutex<Vec<u64>>,
        is_slow: AtomicBool,
    }

    #[async_trait]
    impl MetricsAdapter for Increases {
        async fn record_counter(&self, _: &str, value: u64, _: &[(&str, &str)]) {
            self.received.lock().unwrap_or_else(PoisonError::into_inner).push(value);
            let mut waits = self.is_slow.load(Ordering::Relaxed);
            poll_fn(|_| if std::mem::take(&mut waits) { Poll::Pending } else { Poll::Ready(()) }).await;
        }

        async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

        async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
    }

    impl Increases {
        fn received(&self) -> Vec<u64> {
            self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
        }
    }

    fn destination(adapter: &Arc<Increases>) -> Destination {
        Destination { adapter: Arc::clone(adapter) as _, checked: Arc::default(), delivered: Arc::default() }
    }

    /// Polls a delivery once.
    fn poll(pending: &mut Pending<'_, Receipt>) -> Poll<Result<Receipt, DeliveryError>> {
        pin!(pending).poll(&mut Context::from_waker(Waker::noop()))
    }

    /// Counts once before each snapshot.
    fn snapshots<const N: usize>() -> [MetricsItem; N] {
        let engine = Engine::new(Config::default());
        let mut collector = Collector::new(&engine);
        std::array::from_fn(|_| {
            metrics::with_local_recorder(&engine, || metrics::counter!("hits").increment(1));
            MetricsItem::Aggregates(collector.collect())
        })
    }

    #[test]
    fn a_late_answer_repeats_nothing() {
        let adapter = Arc::<Increases>::default();
        let destination = destination(&adapter);
        let [first, second, third] = snapshots().map(|snapshot| [snapshot]);
        adapter.is_slow.store(true, Ordering::Relaxed);
        let mut late = destination.deliver(&first);
        assert_eq!(poll(&mut late), Poll::Pending);
        adapter.is_slow.store(false, Ordering::Relaxed);
        assert_eq!(poll(&mut destination.deliver(&second)), Poll::Ready(Ok(Receipt::all())));
        assert_eq!(poll(&mut late), Poll::Ready(Ok(Receipt::all())));
        assert_eq!(poll(&mut destination.deliver(&third)), Poll::Ready(Ok(Receipt::all())));
        // The first delivery was abandoned, so the second one contains it.
        assert_eq!(adapter.received(), [1, 2, 1]);
    }

    #[test]
    fn snapshots_in_another_order_repeat_nothing() {
        let adapter = Arc::<Increases>::default();
        let destination = destination(&adapter);
        let [first, second, third] = snapshots();
        assert_eq!(poll(&mut destination.deliver(&[second, first])), Poll::Ready(Ok(Receipt::all())));
        assert_eq!(poll(&mut destination.deliver(&[third])), Poll::Ready(Ok(Receipt::all())));
        assert_eq!(adapter.received(), [2, 1]);
    }
}

//! Metrics adapters as destinations of metrics.

use std::sync::Arc;

use super::item::MetricsItem;
use super::points::Points;
use super::progress::Progress;
use crate::adapters::destination::checked::Checked;
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::traits::engine_reader::EngineReader;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::core::verdict::caught::caught;
use crate::delivery::{Deliver, DeliveryError, Pending, Receipt};

/// A metrics adapter as the destination of a lane.
pub(super) struct Destination {
    adapter: Arc<dyn MetricsAdapter>,
    /// How the adapter reads engines, if it does.
    reader: Option<EngineReader>,
    checked: Arc<Checked>,
    progress: Arc<Progress>,
}

impl Destination {
    pub(super) fn new(adapter: Arc<dyn MetricsAdapter>, checked: Arc<Checked>, progress: Arc<Progress>) -> Self {
        let reader = caught(|| adapter.engine_reader()).flatten();
        progress.set_reader(reader.clone());
        Self { adapter, reader, checked, progress }
    }

    /// Sends the current values of the engine. Several requests to do so are one.
    async fn collect(&self, batch: &[MetricsItem]) -> Result<Receipt, DeliveryError> {
        let requested = batch.iter().rev().find_map(|item| match item {
            MetricsItem::Collect(engine) => Some(engine.as_ref()),
            MetricsItem::Sample(_) | MetricsItem::Aggregates(_) => None,
        });
        match (&self.reader, requested) {
            (Some(reader), Some(engine)) => reader.0.export(engine).await,
            // The adapter was exchanged for one that receives points. The next snapshot contains everything.
            (None, Some(_)) | (_, None) => Ok(Receipt::all()),
        }
    }

    async fn export(&self, batch: &[MetricsItem]) -> Result<Receipt, DeliveryError> {
        let points = Points::new(batch, self.progress.get());
        if points.parts.is_empty() {
            return Ok(Receipt::all());
        }
        match self.adapter.export_metrics(&MetricsBatch::new(&points.points)).await {
            Ok(receipt) => {
                self.progress.advance(&points, points.points.len());
                Ok(receipt)
            }
            // The adapter counts points, and the lane counts elements of the batch.
            Err(error) => Err(match error.delivered().map(|(count, receipt)| (count, receipt.clone())) {
                Some((count, receipt)) => {
                    self.progress.advance(&points, count);
                    error.with_delivered(points.elements(count), receipt)
                }
                None => error,
            }),
        }
    }
}

impl Deliver<MetricsItem> for Destination {
    /// Sends the current values of the engine, the samples, and what was recorded since the last snapshot that was
    /// delivered.
    fn deliver<'call>(&'call self, batch: &'call [MetricsItem]) -> Pending<'call, Receipt> {
        Box::pin(async move {
            // If the rest fails, the current values are sent again, which does no harm.
            let collected = self.collect(batch).await?;
            Ok(collected.and(self.export(batch).await?))
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
    use std::sync::{Mutex, PoisonError};
    use std::task::{Context, Poll, Waker};

    use async_trait::async_trait;

    use super::*;
    use crate::adapters::metrics::point::MetricValue;
    use crate::engine::Engine;
    use crate::engine::aggregates::collector::Collector;
    use crate::engine::recorder::config::Config;

    /// Remembers the increases of counters. While it is slow, it answers to the second poll only.
    #[derive(Default)]
    struct Increases {
        received: Mutex<Vec<u64>>,
        is_slow: AtomicBool,
    }

    /// Delivers one point of each batch, and then fails.
    #[derive(Default)]
    struct OneByOne(Mutex<Vec<(String, u64)>>);

    #[async_trait]
    impl MetricsAdapter for OneByOne {
        async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}

        async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

        async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

        async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
            let [first, others @ ..] = batch.points() else { return Ok(Receipt::all()) };
            if let MetricValue::Counter { increase, .. } = first.value {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).push((first.name.to_string(), increase));
            }
            let error = DeliveryError::transient("reset").with_delivered(1, Receipt::all());
            if others.is_empty() { Ok(Receipt::all()) } else { Err(error) }
        }
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
        Destination::new(Arc::clone(adapter) as _, Arc::default(), Arc::default())
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

    #[test]
    fn points_that_were_delivered_before_an_error_are_not_repeated_by_a_later_batch() {
        let engine = Engine::new(Config::default());
        let mut collector = Collector::new(&engine);
        let mut count = || {
            metrics::with_local_recorder(&engine, || {
                for name in ["a", "b", "c"] {
                    metrics::counter!(name).increment(1);
                }
            });
            [MetricsItem::Aggregates(collector.collect())]
        };
        let adapter = Arc::new(OneByOne::default());
        let destination = Destination::new(Arc::clone(&adapter) as _, Arc::default(), Arc::default());
        let (first, second) = (count(), count());
        assert!(matches!(poll(&mut destination.deliver(&first)), Poll::Ready(Err(_))));
        // The first batch is given up. The next one delivers the rest of it, and then its own points.
        while poll(&mut destination.deliver(&second)) != Poll::Ready(Ok(Receipt::all())) {}
        let received = adapter.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let expected = ["a", "b", "c", "a", "b", "c"].map(|name| (name.to_owned(), 1));
        assert_eq!(received, expected);
    }
}

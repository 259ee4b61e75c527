//! A metrics adapter as the destination of metrics.

use std::sync::Arc;

use super::checked::Checked;
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::metrics::point::MetricPoint;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::{Deliver, Pending, Receipt};

pub(in crate::adapters) struct MetricsDestination {
    pub(in crate::adapters) adapter: Arc<dyn MetricsAdapter>,
    pub(in crate::adapters) checked: Arc<Checked>,
}

impl Deliver<MetricPoint> for MetricsDestination {
    fn deliver<'call>(&'call self, batch: &'call [MetricPoint]) -> Pending<'call, Receipt> {
        Box::pin(async move { self.adapter.export_metrics(&MetricsBatch::new(batch)).await })
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

//! The points of a batch.

use std::sync::Arc;

use super::delivered::Delivered;
use super::item::MetricsItem;
use crate::adapters::metrics::aggregated;
use crate::adapters::metrics::point::MetricPoint;
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;

/// The points of a batch, and the parts that they belong to.
#[derive(Default)]
pub(super) struct Points {
    pub(super) points: Vec<MetricPoint>,
    pub(super) parts: Vec<Part>,
}

/// The points of one element of the batch.
pub(super) struct Part {
    /// The number of points up to the end of this part.
    pub(super) end: usize,
    /// The number of elements of the batch up to the end of this part.
    elements: usize,
    /// The snapshot that the points come from. `None` for a sample.
    pub(super) snapshot: Option<Arc<MetricsSnapshot>>,
    /// The number of points of the snapshot that were delivered earlier.
    pub(super) skipped: usize,
}

impl Points {
    /// Returns the samples of a batch, and what was recorded since the last snapshot that was delivered. A snapshot
    /// that could not be delivered is contained in the next one.
    pub(super) fn new(batch: &[MetricsItem], delivered: Delivered) -> Self {
        let mut all = Self::default();
        let Delivered { newest: mut before, partial } = delivered;
        if let Some((snapshot, skipped)) = partial {
            all.add_snapshot(&snapshot, &mut before, skipped, 0);
        }
        for (item, elements) in batch.iter().zip(1..) {
            match item {
                MetricsItem::Sample(sample) => {
                    all.points.push(sample.point());
                    all.end_part(elements, None, 0);
                }
                MetricsItem::Aggregates(snapshot) => all.add_snapshot(snapshot, &mut before, 0, elements),
                MetricsItem::Collect(_) => {}
            }
        }
        all
    }

    fn add_snapshot(
        &mut self,
        snapshot: &Arc<MetricsSnapshot>,
        before: &mut Option<Arc<MetricsSnapshot>>,
        skipped: usize,
        elements: usize,
    ) {
        self.points.extend(aggregated::points(snapshot, before.as_deref()).skip(skipped));
        self.end_part(elements, Some(Arc::clone(snapshot)), skipped);
        // Snapshots that were taken at the same time may be queued in another order.
        if before.as_ref().is_none_or(|before| snapshot.follows(before)) {
            *before = Some(Arc::clone(snapshot));
        }
    }

    fn end_part(&mut self, elements: usize, snapshot: Option<Arc<MetricsSnapshot>>, skipped: usize) {
        self.parts.push(Part { end: self.points.len(), elements, snapshot, skipped });
    }

    /// Returns how many elements of the batch are in the first `count` points.
    pub(super) fn elements(&self, count: usize) -> usize {
        self.parts.iter().take_while(|part| part.end <= count).last().map_or(0, |part| part.elements)
    }
}

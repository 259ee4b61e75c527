//! The points that are delivered together.

use std::slice;

use super::point::MetricPoint;

/// The points that are delivered together. A batch may contain several points of a series: samples, or the aggregates
/// of consecutive intervals. They are in the order in which they were recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MetricsBatch<'batch> {
    points: &'batch [MetricPoint],
}

impl<'batch> MetricsBatch<'batch> {
    /// Creates a batch.
    #[must_use]
    pub const fn new(points: &'batch [MetricPoint]) -> Self {
        Self { points }
    }

    /// Returns the points.
    #[must_use]
    pub const fn points(&self) -> &'batch [MetricPoint] {
        self.points
    }

    /// Returns an iterator over the points.
    pub fn iter(&self) -> slice::Iter<'batch, MetricPoint> {
        self.points.iter()
    }

    /// Returns the number of points.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether the batch has no points.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

impl<'batch> IntoIterator for &MetricsBatch<'batch> {
    type Item = &'batch MetricPoint;
    type IntoIter = slice::Iter<'batch, MetricPoint>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

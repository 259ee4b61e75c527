//! A single recording in a queue.

use std::sync::Arc;
use std::time::SystemTime;

use super::labels::MetricLabels;
use super::point::{MetricPoint, MetricSample, MetricValue};
use crate::delivery::allocation;

/// A single recording in a queue. It is smaller than the point that an adapter receives.
#[derive(Clone)]
pub(in crate::adapters) struct Sample {
    pub(in crate::adapters) name: Arc<str>,
    pub(in crate::adapters) labels: MetricLabels,
    pub(in crate::adapters) time: SystemTime,
    pub(in crate::adapters) value: MetricSample,
}

impl Sample {
    pub(in crate::adapters) fn point(&self) -> MetricPoint {
        let Self { name, labels, time, value } = self;
        MetricPoint::new(Arc::clone(name), labels.clone(), MetricValue::Sample(*value), *time)
    }

    /// Returns the memory of the sample outside this value, in bytes. The name may be shared. It counts in full, so that
    /// the bound of a queue holds in any case.
    pub(in crate::adapters) fn bytes(&self) -> usize {
        allocation(size_of::<[usize; 2]>() + self.name.len()) + self.labels.bytes()
    }
}

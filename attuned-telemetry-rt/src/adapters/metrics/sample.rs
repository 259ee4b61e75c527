//! A single recording in a queue.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use super::labels::MetricLabels;
use super::point::{MetricPoint, MetricSample, MetricValue};
use crate::core::clock::{Started, dated};
use crate::delivery::allocation;

/// A single recording in a queue. It is smaller than the point that an adapter receives.
#[derive(Clone)]
pub(in crate::adapters) struct Sample {
    pub(super) name: Arc<str>,
    pub(super) labels: MetricLabels,
    /// In nanoseconds since 1970.
    pub(super) time: u64,
    pub(super) value: MetricSample,
}

impl Sample {
    /// Creates a sample of this moment.
    pub(in crate::adapters) fn now(name: Arc<str>, labels: MetricLabels, value: MetricSample) -> Self {
        Self { name, labels, time: dated::date(Started::now()), value }
    }

    pub(in crate::adapters) fn point(&self) -> MetricPoint {
        let Self { name, labels, time, value } = self;
        let time = UNIX_EPOCH + Duration::from_nanos(*time);
        MetricPoint::new(Arc::clone(name), labels.clone(), MetricValue::Sample(*value), time)
    }

    /// Returns the memory of the sample outside this value, in bytes. The name may be shared. It counts in full, so
    /// that the bound of a queue holds in any case.
    pub(in crate::adapters) fn bytes(&self) -> usize {
        allocation(size_of::<[usize; 2]>() + self.name.len()) + self.labels.bytes()
    }
}

//! A single recording in a queue.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

#[cfg(feature = "otlp")]
use metrics::{Key, Label, Level, Metadata, Recorder as _};

use super::labels::MetricLabels;
use super::point::{MetricPoint, MetricSample, MetricValue};
use crate::core::clock::{Started, dated};
use crate::delivery::allocation;
#[cfg(feature = "otlp")]
use crate::engine::Engine;

/// The metadata of the recordings, which the engine does not read.
#[cfg(feature = "otlp")]
static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

/// A single recording in a queue. It is smaller than the point that an adapter receives.
#[derive(Clone)]
pub(in crate::adapters) struct Sample {
    name: Arc<str>,
    labels: MetricLabels,
    /// In nanoseconds since 1970.
    time: u64,
    value: MetricSample,
}

impl Sample {
    /// Creates a sample of this moment.
    pub(in crate::adapters) fn now(name: Arc<str>, labels: MetricLabels, value: MetricSample) -> Self {
        Self { name, labels, time: dated::date(Started::now()), value }
    }

    /// Returns the sample of a point, or `None` if the point is not a single recording.
    #[cfg(feature = "otlp")]
    pub(in crate::adapters) fn of_point(point: &MetricPoint) -> Option<Self> {
        let MetricPoint { name, labels, time, ref value, .. } = point.clone();
        let MetricValue::Sample(value) = *value else { return None };
        let since_1970 = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Some(Self { name, labels, time: u64::try_from(since_1970.as_nanos()).unwrap_or(u64::MAX), value })
    }

    /// Records the value in an engine.
    #[cfg(feature = "otlp")]
    pub(in crate::adapters) fn record(&self, engine: &Engine) {
        let Self { name, labels, value, .. } = self;
        let labels = labels.iter().map(|(name, value)| Label::new(name.to_owned(), value.to_owned()));
        let key = Key::from_parts(name.to_string(), labels.collect::<Vec<_>>());
        match *value {
            MetricSample::Counter(value) => engine.register_counter(&key, &METADATA).increment(value),
            MetricSample::Gauge(value) => engine.register_gauge(&key, &METADATA).set(value),
            MetricSample::Histogram(value) => engine.register_histogram(&key, &METADATA).record(value),
            MetricSample::Timing(duration) => engine.register_histogram(&key, &METADATA).record(duration.as_secs_f64()),
        }
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

//! Single recordings that are aggregated in an engine.

use std::time::UNIX_EPOCH;

use metrics::{Key, Label, Level, Metadata, Recorder as _};

use super::point::{MetricPoint, MetricSample, MetricValue};
use super::sample::Sample;
use crate::engine::Engine;

/// The metadata of the recordings, which the engine does not read.
static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

impl Sample {
    /// Returns the sample of a point, or `None` if the point is not a single recording.
    pub(in crate::adapters) fn of_point(point: &MetricPoint) -> Option<Self> {
        let MetricPoint { name, labels, time, ref value, .. } = point.clone();
        let MetricValue::Sample(value) = *value else { return None };
        let since_1970 = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Some(Self { name, labels, time: u64::try_from(since_1970.as_nanos()).unwrap_or(u64::MAX), value })
    }

    /// Records the value in an engine.
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
}

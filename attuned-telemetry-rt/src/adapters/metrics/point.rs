//! A point: the value of one series.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use metrics::Unit;

use super::distribution::Distribution;
use super::exponential::ExponentialDistribution;
use super::labels::MetricLabels;

/// The value of one series: an aggregate over an interval, or a single sample.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MetricPoint {
    /// The name of the metric, as the program gave it: `http.requests`.
    pub name: Arc<str>,
    /// The labels of the series.
    pub labels: MetricLabels,
    /// The unit of the metric, if it is known.
    pub unit: Option<Unit>,
    /// The description of the metric, if it has one.
    pub description: Option<Arc<str>>,
    /// When the series was created, if that is known. Totals count from there.
    pub created: Option<SystemTime>,
    /// When the interval began. Equal to `time` for a sample.
    pub start: SystemTime,
    /// When the interval ended, or when the sample was recorded.
    pub time: SystemTime,
    /// The value.
    pub value: MetricValue,
}

/// The value of a point.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MetricValue {
    /// A counter.
    Counter {
        /// The increase in the interval. Zero if nothing was counted.
        increase: u64,
        /// The value since the series was created.
        total: u64,
    },
    /// The current value of a gauge.
    Gauge(f64),
    /// The values that a histogram with fixed buckets recorded in the interval.
    Histogram(Box<Distribution>),
    /// The values that a histogram with exponential buckets recorded in the interval.
    Exponential(Box<ExponentialDistribution>),
    /// A single recording, unchanged.
    Sample(MetricSample),
}

/// A single recording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MetricSample {
    /// A counter was increased by this number.
    Counter(u64),
    /// A gauge was set to this value.
    Gauge(f64),
    /// This value was recorded in a histogram.
    Histogram(f64),
    /// This duration was recorded in a histogram.
    Timing(Duration),
}

impl MetricPoint {
    /// Creates a point without unit and description, at one time.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use attuned_telemetry_rt::adapters::{MetricLabels, MetricPoint, MetricValue};
    ///
    /// let labels = MetricLabels::new([("method", "GET")]);
    /// let point = MetricPoint::new("requests_total", labels, MetricValue::Gauge(1.5), SystemTime::now());
    /// assert_eq!(&*point.name, "requests_total");
    /// ```
    pub fn new(name: impl Into<Arc<str>>, labels: MetricLabels, value: MetricValue, time: SystemTime) -> Self {
        Self { name: name.into(), labels, unit: None, description: None, created: None, start: time, time, value }
    }

    /// Sets when the interval began, and when the series was created.
    #[must_use]
    pub fn since(self, start: SystemTime, created: Option<SystemTime>) -> Self {
        Self { created, start, ..self }
    }

    /// Sets the unit and the description.
    #[must_use]
    pub fn described(self, unit: Option<Unit>, description: Option<Arc<str>>) -> Self {
        Self { unit, description, ..self }
    }
}

impl From<Distribution> for MetricValue {
    fn from(distribution: Distribution) -> Self {
        Self::Histogram(Box::new(distribution))
    }
}

impl From<ExponentialDistribution> for MetricValue {
    fn from(distribution: ExponentialDistribution) -> Self {
        Self::Exponential(Box::new(distribution))
    }
}

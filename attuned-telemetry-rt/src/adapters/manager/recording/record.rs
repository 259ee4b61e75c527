//! Single recordings through the manager.

use std::time::Duration;

use super::recent;
use crate::adapters::destination::metrics::item::MetricsItem;
use crate::adapters::log_level::LogLevel;
use crate::adapters::manager::manager::ObservabilityManager;
use crate::adapters::metrics::point::MetricSample;
use crate::adapters::metrics::sample::Sample;
use crate::collect::{AttributeValue, LogRecord};
use crate::core::clock;
use crate::core::context::trace_context::TraceContext;
use crate::core::health::component::status::HealthStatus;

/// The target of the log records of a manager.
const TARGET: &str = "manager";

/// Recordings. Each one is added to the queue of each adapter of its signal, and none waits for an adapter, unless the
/// [overflow policy](crate::delivery::OverflowPolicy) says so. On a thread that delivers telemetry, they do nothing,
/// because every delivery would cause the next one.
impl ObservabilityManager {
    /// Increases a counter.
    pub async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        if self.0.metrics.is_used() {
            self.record(name, MetricSample::Counter(value), labels).await;
        }
    }

    /// Sets a gauge.
    pub async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        if self.0.metrics.is_used() {
            self.record(name, MetricSample::Gauge(value), labels).await;
        }
    }

    /// Records a value in a histogram.
    pub async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        if self.0.metrics.is_used() {
            self.record(name, MetricSample::Histogram(value), labels).await;
        }
    }

    /// Records a duration in a histogram.
    pub async fn record_timing(&self, name: &str, duration: Duration, labels: &[(&str, &str)]) {
        if self.0.metrics.is_used() {
            self.record(name, MetricSample::Timing(duration), labels).await;
        }
    }

    async fn record(&self, name: &str, value: MetricSample, labels: &[(&str, &str)]) {
        let (name, labels) = recent::shared(name, labels);
        let sample = Sample::now(name, labels, value);
        self.0.metrics.offer(MetricsItem::Sample(sample)).await;
    }

    /// Logs a record, unless its level is below [`log_level`](crate::adapters::ObservabilityConfig::log_level). If no
    /// adapter for log records is registered by the first call, the built-in
    /// [`JsonLogger`](crate::adapters::JsonLogger) to standard error is.
    pub async fn log(&self, level: LogLevel, message: &str, fields: &[(&str, &str)]) {
        self.0.first_log.call_once(|| self.register_built_in_logger());
        if self.0.logs.is_used() && level >= self.config().log_level {
            let record = LogRecord::new(clock::date_or_epoch(), level.into(), TARGET, message);
            let record = fields
                .iter()
                .fold(record, |record, (name, value)| record.with_attribute(name, AttributeValue::Text(value)));
            let record = TraceContext::current().into_iter().fold(record, LogRecord::with_context);
            self.0.logs.offer(record).await;
        }
    }

    /// Reports the health of the process.
    pub async fn report_health(&self, status: HealthStatus) {
        if self.0.health.is_used() {
            self.0.health.offer(status).await;
        }
    }
}

//! Single recordings through the manager.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use super::manager::ObservabilityManager;
use crate::adapters::destination::metrics::MetricsItem;
use crate::adapters::log_level::LogLevel;
use crate::adapters::metrics::labels::MetricLabels;
use crate::adapters::metrics::point::MetricSample;
use crate::adapters::metrics::sample::Sample;
use crate::collect::{FieldValue, LogRecord};
use crate::core::clock;
use crate::core::context::trace_context::TraceContext;
use crate::core::health::component::status::HealthStatus;

thread_local! {
    /// The name of the last metric that this thread recorded.
    static NAME: RefCell<Option<Arc<str>>> = const { RefCell::new(None) };
}

/// Returns a name that is shared by samples: threads often record the same metric several times.
fn shared(name: &str) -> Arc<str> {
    let of_thread = |last: &RefCell<Option<Arc<str>>>| {
        let mut last = last.try_borrow_mut().ok()?;
        if let Some(last) = last.as_ref().filter(|last| ***last == *name) {
            return Some(Arc::clone(last));
        }
        Some(Arc::clone(last.insert(name.into())))
    };
    NAME.try_with(of_thread).ok().flatten().unwrap_or_else(|| name.into())
}

/// Recordings. Each one is added to the queue of each adapter of its signal, and none waits for an adapter, unless the
/// [overflow policy](crate::delivery::OverflowPolicy) says so. On a thread that delivers telemetry, they do nothing,
/// because every delivery would cause the next one.
impl ObservabilityManager {
    /// Increases a counter.
    pub async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Counter(value), labels).await;
    }

    /// Sets a gauge.
    pub async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Gauge(value), labels).await;
    }

    /// Records a value in a histogram.
    pub async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Histogram(value), labels).await;
    }

    /// Records a duration in a histogram.
    pub async fn record_timing(&self, name: &str, duration: Duration, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Timing(duration), labels).await;
    }

    async fn record(&self, name: &str, value: MetricSample, labels: &[(&str, &str)]) {
        if self.0.metrics.is_used() {
            let labels = MetricLabels::new(labels.iter().copied());
            let sample = Sample { name: shared(name), labels, time: clock::date_or_epoch(), value };
            self.0.metrics.offer(MetricsItem::Sample(sample)).await;
        }
    }

    /// Logs a record, unless its level is below [`log_level`](super::super::ObservabilityConfig::log_level). If no
    /// adapter for log records is registered by the first call, the built-in
    /// [`JsonLogger`](super::super::JsonLogger) to standard error is.
    pub async fn log(&self, level: LogLevel, message: &str, fields: &[(&str, &str)]) {
        self.0.first_log.call_once(|| self.register_built_in_logger());
        if self.0.logs.is_used() && level >= self.config().log_level {
            let mut record = LogRecord::new(clock::date_or_epoch(), level.into(), "", message);
            let owned = |(name, value): &(&str, &str)| {
                (Cow::Owned((*name).to_owned()), FieldValue::Text(Cow::Owned((*value).to_owned())))
            };
            record.fields = fields.iter().map(owned).collect();
            record.context = TraceContext::current();
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

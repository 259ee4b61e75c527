//! The trait of a metrics backend.

use std::time::Duration;

use async_trait::async_trait;

use super::adapter_health::AdapterHealth;
use super::engine_reader::EngineReader;
use crate::adapters::metrics::distribution::Distribution;
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::metrics::point::{MetricPoint, MetricSample, MetricValue};
use crate::core::verdict::type_name::short_type_name;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};

/// A metrics backend.
///
/// Metrics arrive in batches, in [`export_metrics`](Self::export_metrics). Its default calls the `record_…` methods:
///
/// - for annotated functions, and everything else that the program records through the `metrics` facade, once for each
///   interval, with aggregates: the increase of a counter, the value of a gauge, the
///   [distribution](Self::record_distribution) of a histogram;
/// - for each single recording through the manager, such as `manager.record_counter(…)`, with the same value.
#[async_trait]
pub trait MetricsAdapter: Send + Sync {
    /// Increases a counter by `value`.
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]);

    /// Sets a gauge to `value`.
    async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]);

    /// Records a value in a histogram.
    async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]);

    /// Records a duration in a histogram. The default records it with [`record_histogram`](Self::record_histogram), in
    /// seconds.
    async fn record_timing(&self, name: &str, duration: Duration, labels: &[(&str, &str)]) {
        self.record_histogram(name, duration.as_secs_f64(), labels).await;
    }

    /// Returns the name of the adapter, which the manager shows in health reports and metrics. The name does not
    /// change. The default is the name of the type.
    fn name(&self) -> &str {
        short_type_name::<Self>()
    }

    /// Returns whether the backend takes metrics. The default is healthy: errors of deliveries are known to the
    /// manager, so an adapter reports only what it knows itself.
    async fn health_check(&self) -> AdapterHealth {
        AdapterHealth::Healthy
    }

    /// Records the values that a histogram aggregated in an interval. An exponential histogram arrives in
    /// [fixed buckets](crate::adapters::ExponentialDistribution::to_fixed).
    ///
    /// The single values are not known, so the default records the parts of the histogram as Prometheus does. For a
    /// histogram `request_seconds`, if it recorded anything in the interval:
    ///
    /// - [`record_counter("request_seconds_count", …)`](Self::record_counter) with the number of values in the
    ///   interval;
    /// - [`record_gauge("request_seconds_sum", …)`](Self::record_gauge) with the sum of all values since the series was
    ///   created;
    /// - [`record_counter("request_seconds_bucket", …)`](Self::record_counter) for each upper bound, in the additional
    ///   label `le`, at or below which values were recorded, with their number in the interval. The bound of the last
    ///   bucket is `+Inf`. A label `le` of the series itself is left out.
    async fn record_distribution(&self, name: &str, distribution: &Distribution, labels: &[(&str, &str)]) {
        if distribution.count == 0 {
            return;
        }
        self.record_counter(&format!("{name}_count"), distribution.count, labels).await;
        self.record_gauge(&format!("{name}_sum"), distribution.total_sum, labels).await;
        let bucket = format!("{name}_bucket");
        let mut at_or_below = 0_u64;
        for (bound, count) in distribution.buckets() {
            at_or_below = at_or_below.saturating_add(count);
            if at_or_below > 0 {
                let bound = if bound == f64::INFINITY { "+Inf".to_owned() } else { format!("{bound:?}") };
                let others = labels.iter().copied().filter(|(name, _)| *name != "le");
                let labels: Vec<_> = others.chain([("le", bound.as_str())]).collect();
                self.record_counter(&bucket, at_or_below, &labels).await;
            }
        }
    }

    /// Records a point. The default calls one of the `record_…` methods. A counter that did not increase is left out.
    async fn record_point(&self, point: &MetricPoint) {
        let (name, labels): (_, Vec<_>) = (&*point.name, point.labels.iter().collect());
        match &point.value {
            MetricValue::Counter { increase: 0, .. } => {}
            MetricValue::Counter { increase: value, .. } | MetricValue::Sample(MetricSample::Counter(value)) => {
                self.record_counter(name, *value, &labels).await;
            }
            MetricValue::Gauge(value) | MetricValue::Sample(MetricSample::Gauge(value)) => {
                self.record_gauge(name, *value, &labels).await;
            }
            MetricValue::Histogram(distribution) => self.record_distribution(name, distribution, &labels).await,
            MetricValue::Exponential(exponential) => {
                self.record_distribution(name, &exponential.to_fixed(name), &labels).await;
            }
            MetricValue::Sample(MetricSample::Histogram(value)) => {
                self.record_histogram(name, *value, &labels).await;
            }
            MetricValue::Sample(MetricSample::Timing(duration)) => self.record_timing(name, *duration, &labels).await,
        }
    }

    /// Sends a batch to the backend.
    ///
    /// The default calls [`record_point`](Self::record_point) for each point, and always succeeds.
    ///
    /// # Errors
    ///
    /// Returns an error if the backend did not take the batch. The [class](crate::delivery::DeliveryErrorClass) of the
    /// error decides whether the same batch is retried.
    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        for point in batch {
            self.record_point(point).await;
        }
        Ok(Receipt::all())
    }

    /// How the adapter reads the engine itself, instead of receiving points.
    #[doc(hidden)]
    fn engine_reader(&self) -> Option<EngineReader> {
        None
    }

    /// Whether the adapter receives every single value of annotated functions, as [samples](MetricSample), instead of
    /// aggregates. This costs the annotated code more, and the memory of the queue. It is read when the adapter is
    /// registered. The default is `false`.
    fn wants_samples(&self) -> bool {
        false
    }

    /// Whether the adapter ignores everything, so that nothing is queued for it. It is read when the adapter is
    /// registered. The default is `false`.
    fn is_noop(&self) -> bool {
        false
    }

    /// Returns the configuration of the adapter's queue: its bounds, when a batch is sent, how it is retried. It is
    /// read when the adapter is registered, and when the manager is reconfigured. The default is the configuration of
    /// the manager. A bound of zero is raised to one.
    fn delivery_config(&self, of_manager: DeliveryConfig) -> DeliveryConfig {
        of_manager
    }

    /// Sends what the adapter itself has stored. It is called after the last batch of a flush. The default does
    /// nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if not everything was sent.
    async fn flush(&self) -> Result<(), DeliveryError> {
        Ok(())
    }

    /// Sends what the adapter itself has stored, and closes its connections. It is called once, after the last batch,
    /// but later calls of any method must do no harm. The default does nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if not everything was sent.
    async fn shutdown(&self) -> Result<(), DeliveryError> {
        Ok(())
    }
}

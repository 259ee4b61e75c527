//! Metrics adapters.

use super::{common_methods, length};
use crate::adapters::metrics::distribution::Distribution;
use crate::adapters::metrics::exponential::{ExponentialCounts, ExponentialDistribution};
use crate::adapters::metrics::labels::MetricLabels;
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::metrics::point::{MetricPoint, MetricSample, MetricValue};
use crate::adapters::testing::content::{Content, Load};
use crate::adapters::testing::subject::{Call, Exported, Subject};
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::DeliveryError;

pub(in crate::adapters::testing) struct MetricsSubject<A>(pub(in crate::adapters::testing) A);

impl<A: MetricsAdapter> Subject for MetricsSubject<A> {
    common_methods!();

    fn export(&self, load: Load) -> Call<'_, Exported> {
        Box::pin(async move {
            let points: Vec<_> = load.contents().iter().flat_map(points).collect();
            Exported { items: length(&points), answer: self.0.export_metrics(&MetricsBatch::new(&points)).await }
        })
    }

    fn single(&self, load: Load) -> Call<'_, ()> {
        Box::pin(async move {
            for Content { name, labels, float, unsigned, length, .. } in &load.contents() {
                let labels: Vec<_> = labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                self.0.record_counter(name, *unsigned, &labels).await;
                self.0.record_gauge(name, *float, &labels).await;
                self.0.record_histogram(name, *float, &labels).await;
                self.0.record_timing(name, *length, &labels).await;
            }
        })
    }
}

/// A point with each kind of value.
fn points(content: &Content) -> impl Iterator<Item = MetricPoint> + use<> {
    let Content { name, labels, float, unsigned, length, time, .. } = content.clone();
    let labels = MetricLabels::new(labels);
    let mut distribution = Distribution::new([0.1, 1.0], vec![2, 1, unsigned / 2], float);
    distribution.total_sum = float;
    let counts = ExponentialCounts::new(1, vec![(-2, 3), (4, unsigned / 2)], vec![(1, 2)], float);
    [
        MetricValue::Counter { increase: unsigned, total: unsigned },
        MetricValue::Gauge(float),
        distribution.into(),
        ExponentialDistribution::new(3, counts.clone(), counts).into(),
        MetricValue::Sample(MetricSample::Counter(unsigned)),
        MetricValue::Sample(MetricSample::Gauge(float)),
        MetricValue::Sample(MetricSample::Histogram(float)),
        MetricValue::Sample(MetricSample::Timing(length)),
    ]
    .into_iter()
    .map(move |value| MetricPoint::new(name.as_str(), labels.clone(), value, time))
}

//! Points from snapshots of the engine.

use std::sync::Arc;
use std::time::SystemTime;

use super::distribution::Distribution;
use super::labels::MetricLabels;
use super::point::{MetricPoint, MetricValue};
use crate::engine::aggregates::difference::{Difference, Increase};
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::histogram::exponential::schema;

/// Returns what was recorded between two snapshots.
pub(in crate::adapters) fn points<'snapshots>(
    snapshot: &'snapshots MetricsSnapshot,
    before: Option<&'snapshots MetricsSnapshot>,
) -> impl Iterator<Item = MetricPoint> {
    snapshot.since(before).map(point)
}

fn point(difference: Difference<'_>) -> MetricPoint {
    let Difference { metric, labels, start, time, value, .. } = difference;
    let value = match value {
        Increase::Counter { increase, total } => MetricValue::Counter { increase, total },
        Increase::Gauge(value) => MetricValue::Gauge(value),
        Increase::Histogram { counts, sum, total_counts, total_sum } => {
            let distribution = Distribution::new(Arc::clone(&metric.bounds), counts, sum);
            MetricValue::Histogram(distribution.with_totals(total_counts.to_vec(), total_sum))
        }
        Increase::Exponential { increase, total } => MetricValue::Histogram(exponential(&increase, total)),
    };
    let time = time.unwrap_or(SystemTime::UNIX_EPOCH);
    MetricPoint {
        name: Arc::clone(&metric.name),
        labels: MetricLabels::new(labels.iter()),
        unit: metric.unit,
        description: metric.description.clone(),
        start: start.unwrap_or(time),
        time,
        value,
    }
}

/// Returns an exponential histogram as buckets with upper bounds: those of all its buckets that have a value.
fn exponential(increase: &Reading, total: &Reading) -> Distribution {
    let (mut bounds, mut counts, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    let mut add = |bound: f64, increase: Option<&u64>, total: u64| {
        bounds.push(bound);
        counts.push(increase.copied().unwrap_or(0));
        totals.push(total);
    };
    // The inclusive upper bound of a bucket of negative values is the lower bound of its absolute values.
    for (index, count) in total.negative.iter().rev() {
        add(-schema::bound(total.schema, index - 1), increase.negative.get(index), *count);
    }
    if total.zeros > 0 {
        add(0.0, Some(&increase.zeros), total.zeros);
    }
    for (index, count) in &total.positive {
        add(schema::bound(total.schema, *index), increase.positive.get(index), *count);
    }
    // No value is above the last bound.
    counts.push(0);
    totals.push(0);
    Distribution::new(bounds, counts, increase.sum).with_totals(totals, total.sum)
}

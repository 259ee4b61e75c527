//! Points from snapshots of the engine.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use super::distribution::Distribution;
use super::exponential::{ExponentialCounts, ExponentialDistribution};
use super::labels::MetricLabels;
use super::point::{MetricPoint, MetricValue};
use crate::engine::aggregates::difference::{Difference, Increase};
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;
use crate::engine::histogram::exponential::reading::Reading;

/// Returns what was recorded between two snapshots.
pub(in crate::adapters) fn points<'snapshots>(
    snapshot: &'snapshots MetricsSnapshot,
    before: Option<&'snapshots MetricsSnapshot>,
) -> impl Iterator<Item = MetricPoint> {
    snapshot.since(before).map(point)
}

fn point(difference: Difference<'_>) -> MetricPoint {
    let Difference { metric, labels, created, start, time, value } = difference;
    let value = match value {
        Increase::Counter { increase, total } => MetricValue::Counter { increase, total },
        Increase::Gauge(value) => MetricValue::Gauge(value),
        Increase::Histogram { counts, sum, total_counts, total_sum } => {
            let distribution = Distribution::new(Arc::clone(&metric.bounds), counts, sum);
            distribution.with_totals(total_counts.to_vec(), total_sum).into()
        }
        Increase::Exponential { increase, total } => exponential(&increase, total).into(),
    };
    let time = time.unwrap_or(SystemTime::UNIX_EPOCH);
    MetricPoint {
        name: Arc::clone(&metric.name),
        labels: MetricLabels::new(labels.iter()),
        unit: metric.unit,
        description: metric.description.clone(),
        created,
        start: start.unwrap_or(time),
        time,
        value,
    }
}

fn exponential(increase: &Reading, total: &Reading) -> ExponentialDistribution {
    ExponentialDistribution::new(total.schema, counts(increase), counts(total))
}

fn counts(reading: &Reading) -> ExponentialCounts {
    let buckets = |counts: &BTreeMap<i32, u64>| counts.iter().map(|(index, count)| (*index, *count)).collect();
    ExponentialCounts::new(reading.zeros, buckets(&reading.positive), buckets(&reading.negative), reading.sum)
}

//! The metrics of an engine at one time.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::difference::{Difference, Increase, SeriesLabels};
use super::totals::family_totals::FamilyTotals;
use super::totals::typed_totals::Counted;
use crate::engine::snapshot::Value;

/// The metrics of an engine at one time, cumulative since each series was created.
///
/// Snapshots share the names, the labels and everything else that stays the same, so a snapshot of counters takes little
/// more than 8 bytes for each series.
pub(crate) struct MetricsSnapshot {
    pub(super) source: Arc<Source>,
    pub(super) number: u64,
    pub(super) time: Option<SystemTime>,
    /// In the order of their identifiers.
    pub(super) metrics: Vec<FamilyTotals>,
    pub(super) forgotten: u64,
}

/// Where snapshots come from. Snapshots of the same collector share it, and only these can be compared.
#[derive(Debug)]
pub(super) struct Source {
    /// When the engine was created, or `None` if the date is not known.
    pub(super) started: Option<SystemTime>,
}

impl MetricsSnapshot {
    /// Returns the number of removed series whose last increase is lost to adapters that have delivered nothing for
    /// long, since the collector was created.
    pub(crate) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Whether the snapshot was taken after another one of the same collector, or comes from another collector.
    pub(crate) fn follows(&self, other: &Self) -> bool {
        !Arc::ptr_eq(&self.source, &other.source) || self.number > other.number
    }

    /// Iterates over what was recorded after the `previous` snapshot and is in this one. A series that the previous
    /// snapshot does not contain counts from zero, also if a removed series had the same labels. Without a previous
    /// snapshot, or with one of another collector, every series counts from zero.
    ///
    /// Counters and histograms without an increase are left out, except if the series is new. Gauges are left out while
    /// they are hidden as idle. Removed series are in the difference if they were increased after the previous
    /// snapshot.
    ///
    /// The difference to a later snapshot is empty, because an adapter that has delivered the later one has delivered
    /// everything of this one.
    pub(crate) fn since<'snapshots>(
        &'snapshots self,
        previous: Option<&'snapshots Self>,
    ) -> impl Iterator<Item = Difference<'snapshots>> {
        let previous = previous.filter(|previous| Arc::ptr_eq(&previous.source, &self.source));
        let is_later = previous.is_some_and(|previous| previous.number > self.number);
        let metrics = if is_later { &[][..] } else { &self.metrics };
        metrics.iter().flat_map(move |totals| {
            let before = previous.and_then(|previous| previous.find(&totals.info.identifier));
            let series = self.series_since(totals, before, previous).chain(self.typed_since(totals, before, previous));
            series.chain(self.removed_since(totals, before, previous))
        })
    }

    /// Iterates over the increases of the series of one metric.
    fn series_since<'snapshots>(
        &'snapshots self,
        totals: &'snapshots FamilyTotals,
        before: Option<&'snapshots FamilyTotals>,
        previous: Option<&'snapshots Self>,
    ) -> impl Iterator<Item = Difference<'snapshots>> {
        totals.steps.iter().flat_map(move |step| {
            totals.series(step).enumerate().filter_map(move |(number, series)| {
                let before = before.and_then(|before| before.find(series.place, series.created));
                let value = Increase::since(series.value, before);
                let is_needed = !value.is_zero() || (series.is_shown && (before.is_none() || value.is_gauge()));
                is_needed.then_some(())?;
                let labels = SeriesLabels::of_series(&step.identities, number);
                Some(self.difference(totals, labels, series.created.hundredths(), before.and(previous), value))
            })
        })
    }

    /// Iterates over the increases of the series of a typed counter.
    fn typed_since<'snapshots>(
        &'snapshots self,
        totals: &'snapshots FamilyTotals,
        before: Option<&'snapshots FamilyTotals>,
        previous: Option<&'snapshots Self>,
    ) -> impl Iterator<Item = Difference<'snapshots>> {
        let typed_before = before.and_then(|before| before.typed.as_ref());
        totals.typed.iter().flat_map(move |typed| {
            typed.since(typed_before).map(move |Counted { number, created, total, before }| {
                let value = Increase::since(Value::Counter(total), before.map(Value::Counter));
                let labels = SeriesLabels::of_typed(&typed.series, number);
                self.difference(totals, labels, created, before.and(previous), value)
            })
        })
    }

    /// Iterates over the last increases of the removed series of one metric.
    fn removed_since<'snapshots>(
        &'snapshots self,
        totals: &'snapshots FamilyTotals,
        before: Option<&'snapshots FamilyTotals>,
        previous: Option<&'snapshots Self>,
    ) -> impl Iterator<Item = Difference<'snapshots>> {
        let is_new = move |since: u64| previous.is_none_or(|previous| since > previous.number);
        totals.removed.iter().filter(move |removed| is_new(removed.since)).filter_map(move |removed| {
            let series = &removed.series;
            let before = before.and_then(|before| before.find(series.place, series.created));
            let value = Increase::since(series.value.view(), before);
            let labels = SeriesLabels::of_removed(&series.labels);
            (!value.is_zero())
                .then(|| self.difference(totals, labels, series.created.hundredths(), before.and(previous), value))
        })
    }

    fn difference<'snapshots>(
        &self,
        totals: &'snapshots FamilyTotals,
        labels: SeriesLabels<'snapshots>,
        created: u64,
        previous: Option<&Self>,
        value: Increase<'snapshots>,
    ) -> Difference<'snapshots> {
        let hundredths = Duration::from_millis(created.saturating_mul(10));
        let created = self.source.started.and_then(|started| started.checked_add(hundredths));
        let start = previous.map_or(created, |previous| previous.time);
        Difference { metric: &totals.info, labels, created, start, time: self.time, value }
    }

    /// Returns the memory of the snapshot, without what snapshots share, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.metrics.iter().map(|totals| totals.bytes().0).sum()
    }

    fn find(&self, identifier: &str) -> Option<&FamilyTotals> {
        let place = self.metrics.binary_search_by(|totals| (*totals.info.identifier).cmp(identifier)).ok()?;
        self.metrics.get(place)
    }
}

//! Takes snapshots of all metrics.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use std::time::SystemTime;

use super::metrics_snapshot::{MetricsSnapshot, Source};
use super::removed::RemovedSeries;
use super::totals::family_totals::{FamilyTotals, Known};
use crate::core::clock;
use crate::engine::cells::Reader;
use crate::engine::family::departed::{Departed, Inbox};
use crate::engine::recorder::engine::Engine;

/// Takes snapshots of all metrics of an engine. One collector serves all adapters.
///
/// Each adapter keeps the last snapshot that it has delivered, or [`origin`](Self::origin) before the first. It
/// delivers the [difference](MetricsSnapshot::since) between that and the newest. As long as it keeps a snapshot, the
/// collector keeps the last values of the series that expire after it, up to 16,384.
pub(crate) struct Collector {
    engine: Engine,
    source: Arc<Source>,
    /// The series that were removed since the last snapshot.
    inbox: Arc<Inbox>,
    /// Removed series that the last snapshot still contains.
    waiting: Vec<Departed>,
    removed: RemovedSeries,
    /// What the next snapshot can share with the last one, by the identifiers of metrics.
    known: BTreeMap<Arc<str>, Known>,
    /// The snapshots that somebody may still hold, from the oldest to the newest.
    issued: Vec<(u64, Weak<MetricsSnapshot>)>,
    reader: Reader,
    /// The number of the last snapshot.
    number: u64,
}

impl Collector {
    /// Creates a collector.
    pub(crate) fn new(engine: &Engine) -> Self {
        Self {
            source: Arc::new(Source { started: engine.started() }),
            inbox: engine.departures().subscribe(),
            engine: engine.clone(),
            waiting: Vec::new(),
            removed: RemovedSeries::default(),
            known: BTreeMap::new(),
            issued: Vec::new(),
            reader: Reader::new(),
            number: 0,
        }
    }

    /// Returns the engine.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Returns an empty snapshot. The difference to it is everything that was recorded since the engine was created, in
    /// the series that have not expired before this call.
    pub(crate) fn origin(&mut self) -> Arc<MetricsSnapshot> {
        self.issue(Vec::new(), self.source.started)
    }

    /// Takes a snapshot. Recording does not wait for it: the values of one series are consistent, but different series
    /// are read at different times.
    pub(crate) fn collect(&mut self) -> Arc<MetricsSnapshot> {
        clock::check();
        let oldest = self.oldest();
        self.number += 1;
        let families = self.engine.families();
        let mut metrics: Vec<_> = families
            .iter()
            .map(|family| FamilyTotals::read(family, self.known.get(&*family.identifier), &mut self.reader))
            .collect();
        self.take_removed(&metrics, oldest);
        for removed in self.removed.iter() {
            if let Some(place) = place(&metrics, &removed.series.metric) {
                metrics[place].removed.push(Arc::clone(removed));
            }
        }
        self.known = metrics.iter().map(|totals| (Arc::clone(&totals.info.identifier), totals.known())).collect();
        metrics.retain(|totals| !totals.is_empty());
        self.issue(metrics, clock::date())
    }

    /// Takes the series that were removed since the last snapshot. A series that was removed after it was read for this
    /// snapshot waits for the next one, so that it is in one of both places only.
    fn take_removed(&mut self, metrics: &[FamilyTotals], oldest: u64) {
        let received = self.inbox.take();
        self.removed.forgotten += received.forgotten;
        let arrived = std::mem::take(&mut self.waiting).into_iter().chain(received.departed);
        for departed in arrived {
            let totals = place(metrics, &departed.metric).and_then(|place| metrics.get(place));
            // A metric that was created meanwhile is in the next snapshot only.
            if totals.is_none_or(|totals| totals.find(departed.place, departed.created).is_some()) {
                self.waiting.push(departed);
            } else {
                self.removed.add(departed, self.number);
            }
        }
        self.removed.forget_until(oldest);
    }

    /// Returns the number of the oldest snapshot that somebody still holds, or that of the last one.
    fn oldest(&mut self) -> u64 {
        self.issued.retain(|(_, snapshot)| snapshot.strong_count() > 0);
        self.issued.first().map_or(self.number, |(number, _)| *number)
    }

    fn issue(&mut self, metrics: Vec<FamilyTotals>, time: Option<SystemTime>) -> Arc<MetricsSnapshot> {
        let source = Arc::clone(&self.source);
        let forgotten = self.removed.forgotten;
        let snapshot = Arc::new(MetricsSnapshot { source, number: self.number, time, metrics, forgotten });
        self.issued.push((self.number, Arc::downgrade(&snapshot)));
        snapshot
    }
}

/// Returns the index of the metric with an identifier. They are in the order of their identifiers.
fn place(metrics: &[FamilyTotals], identifier: &str) -> Option<usize> {
    metrics.binary_search_by(|totals| (*totals.info.identifier).cmp(identifier)).ok()
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;
    use std::time::Duration;

    use metrics::{counter, with_local_recorder};

    use super::*;
    use crate::engine::aggregates::difference::Increase;
    use crate::engine::recorder::config::Config;

    #[test]
    fn series_that_is_removed_after_it_was_read_is_in_one_difference_only() {
        let idle = Duration::from_millis(10);
        let engine = Engine::new(Config { idle: Some(idle), ..Config::default() });
        let mut collector = Collector::new(&engine);
        let origin = collector.origin();
        with_local_recorder(&engine, || counter!("hits", "user" => "ada").increment(5));
        let family = &engine.families()[0];
        let read = |reader: &mut Reader| FamilyTotals::read(family, None, reader);
        let before = read(&mut collector.reader);
        collector.number += 1;
        while !family.is_empty() {
            sleep(idle);
            drop(read(&mut Reader::new()));
        }
        collector.take_removed(std::slice::from_ref(&before), 0);
        assert_eq!((collector.waiting.len(), collector.removed.iter().count()), (1, 0));
        let first = collector.issue(vec![before], None);
        let second = collector.collect();
        let increases = |snapshot: &MetricsSnapshot, previous: &MetricsSnapshot| {
            let differences = snapshot.since(Some(previous)).map(|difference| difference.value);
            let counted = |value| if let Increase::Counter { increase, .. } = value { increase } else { 0 };
            differences.map(counted).collect::<Vec<_>>()
        };
        assert_eq!(increases(&first, &origin), [5]);
        assert_eq!(increases(&second, &first), [0_u64; 0]);
        assert_eq!(increases(&second, &origin), [5]);
    }
}

//! The metrics of an engine, whose series are read in small steps.

use std::time::SystemTime;

use super::metric::Metric;
use super::series::{SeriesReader, SeriesView};
use crate::engine::recorder::engine::Engine;

/// The metrics of an engine that have series, in the order of their identifiers.
///
/// A metric that is registered later is not in the snapshot. [`read`](Self::read) reads the current values: those of
/// one series are consistent, but different series are read at different times. Recording does not wait for a reader.
pub(crate) struct Snapshot {
    metrics: Vec<Metric>,
    started: Option<SystemTime>,
    reader: SeriesReader,
}

/// A position in the series of a metric.
#[derive(Clone, Copy)]
pub(crate) struct Position {
    metric: usize,
    /// The place of the next series.
    next: u32,
    /// Whether this pass over the series looks for idle ones.
    is_due: bool,
}

impl Snapshot {
    pub(crate) fn new(engine: &Engine) -> Self {
        let mut families = engine.families();
        // A metric without series has no samples, so other metrics of the page may use its name.
        families.retain(|family| !family.is_empty());
        let metrics = families.into_iter().map(Metric).collect();
        Self { metrics, started: engine.started(), reader: SeriesReader::new() }
    }

    /// Returns when the engine was created, or `None` if the date is not known.
    pub(crate) fn started(&self) -> Option<SystemTime> {
        self.started
    }

    /// Returns the metric with this number, starting at 0.
    pub(crate) fn metric(&self, number: usize) -> Option<&Metric> {
        self.metrics.get(number)
    }

    /// Returns the metric with an identifier.
    pub(crate) fn find(&self, identifier: &str) -> Option<&Metric> {
        let place = self.metrics.binary_search_by(|metric| metric.identifier().cmp(identifier)).ok()?;
        self.metrics.get(place)
    }

    /// Returns the position of the first series of a metric.
    pub(crate) fn begin(&self, metric: usize) -> Position {
        let is_due = self.metric(metric).is_some_and(|metric| metric.0.take_turn());
        Position { metric, next: 0, is_due }
    }

    /// Calls `show` with a few series, until it returns `false`. Returns the position of the next ones, or `None` at
    /// the end.
    #[inline]
    pub(crate) fn read(
        &mut self,
        position: Position,
        show: impl FnMut(&Metric, &SeriesView<'_>) -> bool,
    ) -> Option<Position> {
        let Position { metric, next, is_due } = position;
        let metric = self.metrics.get(metric)?;
        let next = self.reader.read(metric, next, is_due, show)?;
        Some(Position { next, ..position })
    }

    /// Whether the metric is a typed counter. Its series are read by [`read_typed`](Self::read_typed).
    pub(crate) fn is_typed(&self, position: Position) -> bool {
        self.metric(position.metric).is_some_and(|metric| metric.0.typed.is_some())
    }

    /// Like [`read`](Self::read), for a typed counter. One method for both would read other metrics more slowly.
    pub(crate) fn read_typed(
        &mut self,
        position: Position,
        show: impl FnMut(&Metric, &SeriesView<'_>) -> bool,
    ) -> Option<Position> {
        let metric = self.metrics.get(position.metric)?;
        let next = self.reader.read_typed(metric, position.next, show)?;
        Some(Position { next, ..position })
    }
}

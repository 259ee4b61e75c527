//! The metrics of an engine, and their series in small steps.

use std::time::SystemTime;

use super::metric::Metric;
use super::series::{SeriesReader, SeriesView};
use crate::engine::recorder::engine::Engine;

/// The metrics of an engine that have series, in the order of their identifiers.
///
/// A metric that is registered later is not in it. The series are read when they are asked for, each at one moment, in
/// which its numbers agree, and different series at different moments. Nothing that records waits for that.
pub(crate) struct Snapshot {
    metrics: Vec<Metric>,
    started: SystemTime,
    reader: SeriesReader,
}

/// Where the reader of a metric's series is.
#[derive(Clone, Copy)]
pub(crate) struct Position {
    metric: usize,
    /// The place of the next series.
    next: u32,
    /// Whether this reader looks for idle series.
    is_due: bool,
}

impl Snapshot {
    pub(crate) fn new(engine: &Engine) -> Self {
        let mut families = engine.families();
        // A metric that was only described has no lines that others could be mistaken for.
        families.retain(|family| !family.is_empty());
        let metrics = families.into_iter().map(Metric).collect();
        Self { metrics, started: engine.started(), reader: SeriesReader::new() }
    }

    /// When the engine was made.
    pub(crate) fn started(&self) -> SystemTime {
        self.started
    }

    /// The metric of a number, from 0.
    pub(crate) fn metric(&self, number: usize) -> Option<&Metric> {
        self.metrics.get(number)
    }

    /// The metric with an identifier.
    pub(crate) fn find(&self, identifier: &str) -> Option<&Metric> {
        let place = self.metrics.binary_search_by(|metric| metric.identifier().cmp(identifier)).ok()?;
        self.metrics.get(place)
    }

    /// Begins to read the series of a metric.
    pub(crate) fn begin(&self, metric: usize) -> Position {
        let is_due = self.metric(metric).is_some_and(|metric| metric.0.take_turn());
        Position { metric, next: 0, is_due }
    }

    /// Shows a few series, and returns the position of the next ones.
    #[inline]
    pub(crate) fn read(&mut self, position: Position, show: impl FnMut(&Metric, &SeriesView<'_>)) -> Option<Position> {
        let Position { metric, next, is_due } = position;
        let metric = self.metrics.get(metric)?;
        let next = self.reader.read(metric, next, is_due, show)?;
        Some(Position { next, ..position })
    }
}

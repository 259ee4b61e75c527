//! The current values of an engine, in requests.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use super::described::{Data, Described};
use super::exponential::Exponential;
use super::points::{Fixed, Head, nanoseconds};
use super::request::Request;
use super::temporality::Temporality;
use crate::core::clock;
use crate::engine::Engine;
use crate::engine::exemplars::Exemplar;
use crate::engine::family::aggregation::Aggregation;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::exponential::exponential::ZERO_THRESHOLD;
use crate::engine::recorder::names::asked_identifier;
use crate::engine::snapshot::{Metric, Position, SeriesView, Snapshot, Value};
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::metrics::chunk::{Chunk, Limits};

/// The current values of an engine, cumulative since each series was created. They are read while requests are written,
/// so little more than a request is in memory.
pub(crate) struct Collection {
    snapshot: Snapshot,
    /// What is sent of each metric besides its points.
    described: Vec<Described<'static>>,
    /// The time of all points, in nanoseconds since 1970.
    time: u64,
    /// When the engine was created. `None` if the date is not known.
    started: Option<u64>,
    with_exemplars: bool,
}

/// The place of the next series.
#[derive(Clone, Copy)]
pub(crate) struct Cursor {
    metric: usize,
    /// `None` at the start of the metric.
    position: Option<Position>,
}

impl Collection {
    pub(crate) fn new(engine: &Engine, with_exemplars: bool) -> Self {
        let snapshot = Snapshot::new(engine);
        let described = described(&snapshot);
        let time = clock::date().map_or(0, nanoseconds);
        let started = snapshot.started().map(nanoseconds);
        Self { snapshot, described, time, started, with_exemplars }
    }

    /// Returns the place of the first series.
    pub(crate) const fn start() -> Cursor {
        Cursor { metric: 0, position: None }
    }

    /// Writes a request with the series from a place on, until a limit is reached. Returns it with the place of the
    /// next series, or `None` if no series is left.
    pub(crate) fn encode<W: Writer>(
        &mut self,
        resource: &[u8],
        from: Cursor,
        limits: Limits,
    ) -> Option<(Chunk, Cursor)> {
        let mut request = Request::<W>::new(resource, Temporality::Cumulative);
        let (mut cursor, mut items) = (from, 0);
        while items < limits.items && request.writer.len() < limits.bytes && cursor.metric < self.described.len() {
            (cursor, items) = self.step(&mut request, cursor, limits, items);
        }
        (items > 0).then(|| (Chunk { body: request.finish(), items }, cursor))
    }

    /// Writes a few series of one metric. Returns the place of the next ones, and the number of all points.
    fn step<W: Writer>(
        &mut self,
        request: &mut Request<W>,
        Cursor { metric, position }: Cursor,
        limits: Limits,
        mut items: usize,
    ) -> (Cursor, usize) {
        let Self { snapshot, described, time, started, with_exemplars } = self;
        let position = position.unwrap_or_else(|| snapshot.begin(metric));
        let Some(described) = described.get(metric) else {
            return (Cursor { metric: metric + 1, position: None }, items);
        };
        let (mut is_open, mut scratch) = (request.is_in(described), Vec::new());
        let show = |metric: &Metric, series: &SeriesView<'_>| {
            if !is_open {
                request.begin_metric(described);
                is_open = true;
            }
            write(&mut request.writer, metric, series, (*started, *time), *with_exemplars, &mut scratch);
            items += 1;
            items < limits.items && request.writer.len() < limits.bytes
        };
        let next = if snapshot.is_typed(position) {
            snapshot.read_typed(position, show)
        } else {
            snapshot.read(position, show)
        };
        let cursor =
            next.map_or(Cursor { metric: metric + 1, position: None }, |next| Cursor { metric, position: Some(next) });
        (cursor, items)
    }
}

/// Writes the point of a series.
fn write<W: Writer>(
    writer: &mut W,
    metric: &Metric,
    series: &SeriesView<'_>,
    (started, time): (Option<u64>, u64),
    with_exemplars: bool,
    scratch: &mut Vec<Exemplar>,
) {
    let since_started = Duration::from_millis(series.created.saturating_mul(10)).as_nanos();
    let start = started.map_or(0, |started| started.saturating_add(u64::try_from(since_started).unwrap_or(u64::MAX)));
    let labels = series.labels.iter().map(|(name, value)| (name.original(), value));
    let head = Head { labels, start, time };
    let exemplars = series.exemplars.filter(|_| with_exemplars);
    let first = || exemplars.and_then(|exemplars| exemplars.get(0));
    match (&series.value, metric.aggregation()) {
        (Value::Counter(total), _) => head.counter(writer, *total, first()),
        (Value::Gauge(value), _) => head.gauge(writer, *value),
        (Value::Histogram { counts, sum }, Aggregation::Histogram(bounds)) => {
            scratch.clear();
            if let Some(exemplars) = exemplars {
                scratch.extend((0..counts.len()).filter_map(|bucket| exemplars.get(bucket)));
            }
            head.histogram(writer, Fixed { bounds: bounds.values(), counts, sum: *sum }, scratch.drain(..));
        }
        (Value::Exponential(reading), _) => {
            let [positive, negative] = [&reading.positive, &reading.negative]
                .map(|counts| counts.iter().map(|(index, count)| (*index, *count)));
            let schema = (reading.schema, ZERO_THRESHOLD);
            head.exponential(
                writer,
                &Exponential::new(schema, reading.zeros, reading.sum, positive, negative),
                first(),
            );
        }
        // Unreachable: all series of a metric have the aggregation of the metric.
        (Value::Histogram { .. }, _) => {}
    }
}

/// Describes the metrics of a snapshot. Metrics of different types keep their unit and `_total` if their names would be
/// the same without.
fn described(snapshot: &Snapshot) -> Vec<Described<'static>> {
    let mut names = HashSet::new();
    let metrics = (0..).map_while(|number| snapshot.metric(number));
    let described = metrics.map(|metric| {
        let (data, kind) = match metric.aggregation() {
            Aggregation::Counter => (Data::Counter, MetricKind::Counter),
            Aggregation::Gauge => (Data::Gauge, MetricKind::Gauge),
            Aggregation::Histogram(_) => (Data::Histogram, MetricKind::Histogram),
            Aggregation::Exponential(_) => (Data::Exponential, MetricKind::Histogram),
        };
        let (name, identifier) = (metric.name(), metric.identifier());
        let is_renamed = asked_identifier(name, kind) != identifier;
        let name = if is_renamed { identifier } else { name };
        let description = Cow::Owned(metric.description().unwrap_or_default().to_owned());
        let described = Described::new(name, identifier, metric.unit(), description, data);
        if names.insert(described.name.name.clone()) { described } else { described.named(identifier) }
    });
    described.collect()
}

//! The lines of a metric's series, which are the same in both text formats.

use super::common_lines::{CommonLines, end};
use super::histogram_lines::HistogramLines;
use super::label_text::{Ending, LabelTexts};
use super::number::{write_count, write_value};
use crate::engine::family::aggregation::Aggregation;
use crate::engine::snapshot::{Metric, Position, SeriesView, Snapshot, Value};

/// Writes the lines of a metric's series. The parts that all series share are formatted once.
pub(crate) enum Lines {
    Number(NumberLines),
    Histogram(HistogramLines),
}

/// The line of a counter or a gauge.
pub(crate) struct NumberLines(CommonLines);

impl Lines {
    pub(crate) fn new(metric: &Metric) -> Self {
        let name = metric.identifier();
        match metric.aggregation() {
            Aggregation::Counter | Aggregation::Gauge => {
                let first_line = LabelTexts::new(name.to_owned(), Ending { labels: "\"} ", name: " " });
                Self::Number(NumberLines(CommonLines::new(first_line)))
            }
            Aggregation::Histogram(bounds) => Self::Histogram(HistogramLines::new(name, bounds.values())),
            // The bounds of an exponential histogram are known only when a series is read.
            Aggregation::Exponential(_) => Self::Histogram(HistogramLines::new(name, &[])),
        }
    }

    /// Adds exemplars. If `created` is a name, also adds the line `NAME_created`, with the time at which each series
    /// was created. `epoch` is when the engine was created, in hundredths of a second since 1970.
    pub(crate) fn with_origin(mut self, created: Option<&str>, epoch: u64) -> Self {
        let (Self::Number(NumberLines(common)) | Self::Histogram(HistogramLines { common, .. })) = &mut self;
        common.add_origin(created, epoch);
        self
    }

    /// Reads a few series, writes their lines until the piece is `full`, and returns the position of the next series.
    /// `head` is written before the first series.
    pub(crate) fn write(
        &mut self,
        piece: &mut Vec<u8>,
        full: usize,
        head: &mut Vec<u8>,
        snapshot: &mut Snapshot,
        position: Position,
    ) -> Option<Position> {
        // Three loops, because one loop for all cases is slower.
        match self {
            Self::Number(lines) if snapshot.is_typed(position) => snapshot.read_typed(position, |_, series| {
                piece.append(head);
                lines.write(piece, series);
                piece.len() < full
            }),
            Self::Number(lines) => snapshot.read(position, |_, series| {
                piece.append(head);
                lines.write(piece, series);
                piece.len() < full
            }),
            Self::Histogram(lines) => snapshot.read(position, |_, series| {
                piece.append(head);
                lines.write(piece, series);
                piece.len() < full
            }),
        }
    }
}

impl NumberLines {
    #[expect(clippy::inline_always, reason = "a call per series makes a page a tenth slower")]
    #[inline(always)]
    fn write(&mut self, piece: &mut Vec<u8>, series: &SeriesView<'_>) {
        let beginning = self.0.begin(piece, series);
        let exemplars = self.0.exemplars(series);
        match series.value {
            Value::Counter(count) => write_count(piece, count),
            Value::Gauge(value) => write_value(piece, value),
            // Unreachable: all series of a metric have the aggregation of the metric.
            Value::Histogram { .. } | Value::Exponential(_) => {}
        }
        end(piece, exemplars.and_then(|exemplars| exemplars.get(0)));
        self.0.finish(piece, &beginning, series);
    }
}

//! A page of metrics, rendered in pieces.

use std::time::SystemTime;

use super::format::Format;
#[cfg(feature = "protobuf")]
use super::protobuf;
use super::text::lines::Lines;
use super::text::{open_metrics, plain};
use crate::core::clock;
use crate::engine::Engine;
use crate::engine::snapshot::{Position, Snapshot};

/// A piece is complete when it has at least this many bytes.
const PIECE: usize = 40 * 1024;

/// The maximum number of bytes of a piece. The lines of one series may exceed it, and are split then.
const LARGEST_PIECE: usize = 64 * 1024;

/// All metrics in one format: an iterator over pieces of about 40 KiB, and at most 64 KiB. A piece may end within a
/// line.
///
/// Each piece is rendered when the iterator yields it, so a large page is never in memory as a whole. Recording does
/// not wait for a page. The values of one series are consistent with each other; different series are read at different
/// times. A metric that is registered after the page is created is only on later pages.
///
/// ```
/// use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
///
/// let exporter = PrometheusExporter::new();
/// metrics::with_local_recorder(&exporter.recorder(), || metrics::gauge!("queue_length").set(3.0));
/// let page: Vec<u8> = exporter.page(Format::OpenMetrics).flatten().collect();
/// assert_eq!(String::from_utf8_lossy(&page), "# TYPE queue_length gauge\nqueue_length 3\n# EOF\n");
/// ```
pub struct Page {
    format: Format,
    snapshot: Snapshot,
    /// The index of the next metric.
    next: usize,
    begun: Option<Begun>,
    /// When the engine was created, in hundredths of a second since 1970. 0 if the date is not known.
    epoch: u64,
    has_ended: bool,
    /// The rest of a piece that was too large.
    rest: Vec<u8>,
}

/// The metric whose series are being written.
struct Begun {
    position: Position,
    /// The lines before the first series. They are left out if the metric has no series.
    head: Vec<u8>,
    style: Style,
}

enum Style {
    Lines(Box<Lines>),
    #[cfg(feature = "protobuf")]
    Messages,
}

impl Page {
    pub(super) fn new(engine: &Engine, format: Format) -> Self {
        clock::check();
        let snapshot = Snapshot::new(engine);
        let since_1970 = snapshot.started().and_then(|started| started.duration_since(SystemTime::UNIX_EPOCH).ok());
        let epoch = u64::try_from(since_1970.unwrap_or_default().as_millis() / 10).unwrap_or_default();
        Self { format, snapshot, next: 0, begun: None, epoch, has_ended: false, rest: Vec::new() }
    }

    /// Starts the next metric.
    fn begin(&mut self) -> Option<Begun> {
        let metric = self.snapshot.metric(self.next)?;
        let mut head = Vec::new();
        let style = match self.format {
            Format::Text => Style::Lines(Box::new(plain::begin(&mut head, metric))),
            Format::OpenMetrics | Format::OpenMetricsDraft => {
                Style::Lines(Box::new(open_metrics::begin(&mut head, metric, &self.snapshot, self.epoch)))
            }
            #[cfg(feature = "protobuf")]
            Format::Protobuf => Style::Messages,
        };
        let position = self.snapshot.begin(self.next);
        self.next += 1;
        Some(Begun { position, head, style })
    }

    /// Writes the next few series of the metric, and returns the metric if it may have more.
    fn write(&mut self, piece: &mut Vec<u8>, begun: Begun) -> Option<Begun> {
        let Begun { position, mut head, mut style } = begun;
        let next = match &mut style {
            Style::Lines(lines) => lines.write(piece, PIECE, &mut head, &mut self.snapshot, position),
            #[cfg(feature = "protobuf")]
            Style::Messages if self.snapshot.is_typed(position) => {
                protobuf::write(piece, self.epoch, |show| self.snapshot.read_typed(position, show))
            }
            #[cfg(feature = "protobuf")]
            Style::Messages => protobuf::write(piece, self.epoch, |show| self.snapshot.read(position, show)),
        };
        next.map(|position| Begun { position, head, style })
    }

    /// Writes the end of the page, once.
    fn end(&mut self, piece: &mut Vec<u8>) {
        if !self.has_ended && matches!(self.format, Format::OpenMetrics | Format::OpenMetricsDraft) {
            piece.extend_from_slice(open_metrics::END);
        }
        self.has_ended = true;
    }
}

impl Iterator for Page {
    type Item = Vec<u8>;

    /// Renders the next piece.
    fn next(&mut self) -> Option<Vec<u8>> {
        let mut piece = std::mem::take(&mut self.rest);
        // The last lines exceed `PIECE`. The spare capacity makes a reallocation rare.
        piece.reserve((PIECE + PIECE / 2).saturating_sub(piece.len()));
        while piece.len() < PIECE {
            match self.begun.take().or_else(|| self.begin()) {
                Some(begun) => self.begun = self.write(&mut piece, begun),
                None => {
                    self.end(&mut piece);
                    break;
                }
            }
        }
        if piece.len() > LARGEST_PIECE {
            self.rest = piece.split_off(PIECE);
        }
        (!piece.is_empty()).then_some(piece)
    }
}

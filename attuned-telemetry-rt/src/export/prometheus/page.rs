//! A page of metrics, in pieces.

use std::time::SystemTime;

use super::format::Format;
#[cfg(feature = "protobuf")]
use super::protobuf;
use super::text::lines::Lines;
use super::text::{open_metrics, plain};
use crate::engine::Engine;
use crate::engine::snapshot::{Position, Snapshot};

/// A piece is given away when it has so many bytes. It is a little longer then.
const PIECE: usize = 40 * 1024;

/// All metrics in one format, in pieces of about 40 KiB that are made when they are asked for.
///
/// However large the page is, only one piece of it is in memory. Nobody who counts waits for it. Each series is read at
/// one moment, in which its numbers agree, and different series at different moments. A metric that comes while the
/// page is being made is on the next one.
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
    /// The number of the next metric.
    next: usize,
    begun: Option<Begun>,
    /// When the engine was made, in hundredths of a second since 1970.
    epoch: u64,
    has_ended: bool,
}

/// The metric whose series are being written.
struct Begun {
    position: Position,
    /// What comes before the first series, if there is one.
    head: Vec<u8>,
    style: Style,
}

enum Style {
    Lines(Lines),
    #[cfg(feature = "protobuf")]
    Messages,
}

impl Page {
    pub(super) fn new(engine: &Engine, format: Format) -> Self {
        let snapshot = Snapshot::new(engine);
        let since_1970 = snapshot.started().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let epoch = u64::try_from(since_1970.as_millis() / 10).unwrap_or_default();
        Self { format, snapshot, next: 0, begun: None, epoch, has_ended: false }
    }

    /// Begins the next metric.
    fn begin(&mut self) -> Option<Begun> {
        let metric = self.snapshot.metric(self.next)?;
        let mut head = Vec::new();
        let style = match self.format {
            Format::Text => Style::Lines(plain::begin(&mut head, metric)),
            Format::OpenMetrics | Format::OpenMetricsDraft => {
                Style::Lines(open_metrics::begin(&mut head, metric, &self.snapshot, self.epoch))
            }
            #[cfg(feature = "protobuf")]
            Format::Protobuf => Style::Messages,
        };
        let position = self.snapshot.begin(self.next);
        self.next += 1;
        Some(Begun { position, head, style })
    }

    /// Writes a few series, and returns the metric if it may have more.
    fn write(&mut self, piece: &mut Vec<u8>, begun: Begun) -> Option<Begun> {
        let Begun { position, mut head, mut style } = begun;
        let next = match &mut style {
            Style::Lines(lines) => lines.write(piece, &mut head, &mut self.snapshot, position),
            #[cfg(feature = "protobuf")]
            Style::Messages => protobuf::write(piece, self.epoch, |show| self.snapshot.read(position, show)),
        };
        next.map(|position| Begun { position, head, style })
    }

    /// What a page ends with, once.
    fn end(&mut self, piece: &mut Vec<u8>) {
        if !self.has_ended && matches!(self.format, Format::OpenMetrics | Format::OpenMetricsDraft) {
            piece.extend_from_slice(open_metrics::END);
        }
        self.has_ended = true;
    }
}

impl Iterator for Page {
    type Item = Vec<u8>;

    /// The next piece.
    fn next(&mut self) -> Option<Vec<u8>> {
        // The last lines go beyond the mark; what is too much for them is rare.
        let mut piece = Vec::with_capacity(PIECE + PIECE / 2);
        while piece.len() < PIECE {
            match self.begun.take().or_else(|| self.begin()) {
                Some(begun) => self.begun = self.write(&mut piece, begun),
                None => {
                    self.end(&mut piece);
                    break;
                }
            }
        }
        (!piece.is_empty()).then_some(piece)
    }
}

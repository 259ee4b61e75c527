//! A page of metrics, in pieces.

use std::sync::Arc;
use std::time::SystemTime;

use super::format::Format;
#[cfg(feature = "protobuf")]
use super::protobuf;
use super::text::lines::Lines;
use super::text::{open_metrics, plain};
use crate::engine::Engine;
use crate::engine::family::family::Family;
use crate::engine::snapshot::series::SeriesReader;

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
    /// Those that had series when the page was begun, in the order of their names.
    families: Vec<Arc<Family>>,
    /// The first of them that was not begun yet.
    next: usize,
    begun: Option<Begun>,
    /// When the engine was made, in hundredths of a second since 1970.
    epoch: u64,
    reader: SeriesReader,
    has_ended: bool,
}

/// The metric whose series are being written.
struct Begun {
    family: Arc<Family>,
    /// The place of the next series.
    from: u32,
    /// Whether idle series are looked for, before each step.
    is_due: bool,
    /// What comes before the first series, which may never come.
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
        let mut families = engine.families();
        // What was only described has no lines that others could be mistaken for.
        families.retain(|family| !family.is_empty());
        let since_1970 = engine.started().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self {
            format,
            families,
            next: 0,
            begun: None,
            epoch: u64::try_from(since_1970.as_millis() / 10).unwrap_or_default(),
            reader: SeriesReader::new(),
            has_ended: false,
        }
    }

    /// Begins the next metric.
    fn begin(&mut self) -> Option<Begun> {
        let family = self.families.get(self.next)?;
        self.next += 1;
        let mut head = Vec::new();
        let find = |name: &str| {
            let place = self.families.binary_search_by(|other| other.name.as_str().cmp(name)).ok()?;
            self.families.get(place).map(|family| &**family)
        };
        let style = match self.format {
            Format::Text => Style::Lines(plain::begin(&mut head, family)),
            Format::OpenMetrics | Format::OpenMetricsDraft => {
                Style::Lines(open_metrics::begin(&mut head, family, self.epoch, find))
            }
            #[cfg(feature = "protobuf")]
            Format::Protobuf => Style::Messages,
        };
        Some(Begun { family: Arc::clone(family), from: 0, is_due: family.take_turn(), head, style })
    }

    /// Writes a few series, and gives back the metric if it may have more.
    fn write(&mut self, piece: &mut Vec<u8>, begun: Begun) -> Option<Begun> {
        let Begun { family, from, is_due, mut head, style } = begun;
        self.reader.look_for_idle(&family, from, is_due);
        let next = match &style {
            Style::Lines(lines) => self.reader.show(&family, from, |series| {
                piece.append(&mut head);
                lines.write(piece, series);
            }),
            #[cfg(feature = "protobuf")]
            Style::Messages => {
                protobuf::write(piece, &family, self.epoch, |show| self.reader.show(&family, from, show))
            }
        };
        next.map(|from| Begun { family, from, is_due, head, style })
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

//! The common parts of the lines of counters, gauges and histograms.

use std::ops::Range;

use super::label_text::LabelTexts;
use super::number::write_hundredths;
use crate::engine::exemplars::{Exemplar, Exemplars};
use crate::engine::snapshot::SeriesView;

/// The common parts of the lines of a metric.
pub(super) struct CommonLines {
    first_line: LabelTexts,
    has_exemplars: bool,
    created: Option<CreatedLine>,
}

/// The line with the time at which a series was created.
struct CreatedLine {
    start: Start,
    /// When the engine was created, in hundredths of a second since 1970.
    epoch: u64,
}

/// The name at the beginning of a line.
pub(super) struct Start(String);

impl CommonLines {
    pub(super) fn new(first_line: LabelTexts) -> Self {
        Self { first_line, has_exemplars: false, created: None }
    }

    /// Adds exemplars, and the line `NAME_created` if a name is given.
    pub(super) fn add_origin(&mut self, created: Option<&str>, epoch: u64) {
        self.has_exemplars = true;
        self.created = created.map(|name| CreatedLine { start: Start::new(name, "_created"), epoch });
    }

    /// Writes the first line up to the end of the labels, and returns its range.
    #[inline]
    pub(super) fn begin(&mut self, piece: &mut Vec<u8>, series: &SeriesView<'_>) -> Range<usize> {
        let start = piece.len();
        self.first_line.write(piece, series.labels);
        start..piece.len()
    }

    /// Returns the range of the labels in the beginning of the first line, to copy them.
    #[inline]
    pub(super) fn labels(&self, beginning: &Range<usize>, series: &SeriesView<'_>) -> Range<usize> {
        self.first_line.range_in(beginning, series.labels)
    }

    /// Returns the exemplars of a series, if the format has any.
    #[inline]
    pub(super) fn exemplars<'read>(&self, series: &SeriesView<'read>) -> Option<&'read Exemplars> {
        series.exemplars.filter(|_| self.has_exemplars)
    }

    /// Writes the line `NAME_created` after the other lines, if it was [added](Self::add_origin).
    #[inline]
    pub(super) fn finish(&self, piece: &mut Vec<u8>, beginning: &Range<usize>, series: &SeriesView<'_>) {
        if let Some(created) = &self.created {
            created.write(piece, self.labels(beginning, series), series.created);
        }
    }
}

impl CreatedLine {
    #[inline(never)]
    fn write(&self, piece: &mut Vec<u8>, labels: Range<usize>, created: u64) {
        self.start.write(piece, labels);
        write_hundredths(piece, self.epoch + created);
        piece.push(b'\n');
    }
}

impl Start {
    pub(super) fn new(name: &str, suffix: &str) -> Self {
        Self(format!("{name}{suffix}"))
    }

    /// Writes `name{method="GET"} `, with labels copied from an earlier line. Writes `name ` if their range is empty.
    #[inline]
    pub(super) fn write(&self, piece: &mut Vec<u8>, labels: Range<usize>) {
        piece.extend_from_slice(self.0.as_bytes());
        if labels.is_empty() {
            piece.push(b' ');
        } else {
            piece.extend_from_within(labels);
            piece.extend_from_slice(b"\"} ");
        }
    }
}

/// Ends a line, with an exemplar if there is one.
#[inline]
pub(super) fn end(piece: &mut Vec<u8>, exemplar: Option<Exemplar>) {
    if let Some(exemplar) = exemplar {
        exemplar.write(piece);
    }
    piece.push(b'\n');
}

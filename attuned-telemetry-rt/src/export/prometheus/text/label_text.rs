//! The beginning of a series' first line: its name and its labels, such as
//! `requests_total{method="GET",path="/state"} `. For a histogram, the beginning ends before the label `le`.

use std::ops::Range;

use super::short_text::{self, ShortText};
use crate::engine::snapshot::{LabelName, LabelSet, Labels};

/// Writes the beginning of the first line of each series of a metric.
pub(super) struct LabelTexts {
    name: String,
    ending: Ending,
    /// The texts of the label sets that were written last, up to [`MOST_TEXTS`]. The last text is that of the previous
    /// series. Most metrics have one label set.
    texts: Vec<LabelText>,
}

/// The maximum number of texts. A metric can have as many label sets as series.
const MOST_TEXTS: usize = 16;

/// The text that follows the labels on the first line.
pub(super) struct Ending {
    /// Follows the last label value.
    pub(super) labels: &'static str,
    /// Follows the name of a series without labels.
    pub(super) name: &'static str,
}

/// The beginning of the first line of all series that have the same label names.
struct LabelText {
    id: u32,
    /// The text before the first value: `name{method="`. Without labels, it is the whole text.
    prefix: String,
    /// The text after each value: `",path="`, and the ending after the last value.
    separators: Box<[String]>,
    /// The separators as short texts, if all of them are short.
    short: Option<Box<[ShortText]>>,
}

impl LabelTexts {
    pub(super) fn new(name: String, ending: Ending) -> Self {
        Self { name, ending, texts: Vec::new() }
    }

    /// Writes the beginning of a line.
    #[expect(clippy::inline_always, reason = "a call per series makes a page a tenth slower")]
    #[inline(always)]
    pub(super) fn write(&mut self, piece: &mut Vec<u8>, labels: Labels<'_>) {
        if self.texts.last().is_none_or(|text| text.id != labels.set.id) {
            self.select(labels.set);
        }
        if let Some(text) = self.texts.last() {
            text.write(piece, labels);
        }
    }

    /// Returns the range of the labels of a series in a line's beginning: `{method="GET",path="/state`, without the
    /// last quote. The range is empty for a series without labels.
    pub(super) fn range_in(&self, line: &Range<usize>, labels: Labels<'_>) -> Range<usize> {
        let start = line.start + self.name.len();
        if labels.set.names.is_empty() { start..start } else { start..line.end - self.ending.labels.len() }
    }

    /// Moves the text of a label set to the end.
    #[cold]
    fn select(&mut self, set: &LabelSet) {
        let known = self.texts.iter().position(|text| text.id == set.id);
        let text = match known {
            Some(place) => self.texts.remove(place),
            None => LabelText::new(&self.name, &self.ending, set),
        };
        if self.texts.len() >= MOST_TEXTS {
            self.texts.remove(0);
        }
        self.texts.push(text);
    }
}

impl LabelText {
    fn new(name: &str, ending: &Ending, set: &LabelSet) -> Self {
        let mut names = set.names.iter().map(LabelName::identifier);
        let prefix = match names.next() {
            Some(label) => format!("{name}{{{label}=\""),
            None => format!("{name}{}", ending.name),
        };
        let after_last = (!set.names.is_empty()).then(|| ending.labels.to_owned());
        let separators: Box<[_]> = names.map(|label| format!("\",{label}=\"")).chain(after_last).collect();
        let is_short = separators.iter().all(|text| text.len() <= ShortText::MAX);
        let short = is_short.then(|| separators.iter().map(|text| ShortText::new(text)).collect());
        Self { id: set.id, prefix, separators, short }
    }

    #[expect(clippy::inline_always, reason = "a call per series makes a page a tenth slower")]
    #[inline(always)]
    fn write(&self, piece: &mut Vec<u8>, labels: Labels<'_>) {
        let start = piece.len();
        let short = self.short.as_deref().filter(|_| labels.is_plain);
        if short.and_then(|short| self.write_short(piece, labels, short)).is_none() {
            piece.truncate(start);
            self.write_any(piece, labels.is_plain, labels.iter());
        }
    }

    /// Writes values of at most 32 bytes that need no escapes. Returns `None` at a longer value, and at a value that is
    /// too close to the end of the stored values to copy 32 bytes.
    #[expect(clippy::inline_always, reason = "a call per series makes a page a tenth slower")]
    #[inline(always)]
    fn write_short(&self, piece: &mut Vec<u8>, labels: Labels<'_>, separators: &[ShortText]) -> Option<()> {
        piece.extend_from_slice(self.prefix.as_bytes());
        let mut values = labels.value_bytes();
        for separator in separators {
            let (length, value) = values.next()?;
            let value = value.first_chunk().filter(|_| length <= ShortText::MAX)?;
            short_text::write(piece, value, length);
            separator.write(piece);
        }
        Some(())
    }

    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information>
    #[cold]
    fn write_any<'read>(
        &self,
        piece: &mut Vec<u8>,
        is_plain: bool,
        labels: impl Iterator<Item = (&'read LabelName, &'read str)>,
    ) {
        piece.extend_from_slice(self.prefix.as_bytes());
        for ((_, value), separator) in labels.zip(&self.separators) {
            if is_plain {
                piece.extend_from_slice(value.as_bytes());
            } else {
                value.bytes().for_each(|byte| write_escaped(piece, byte));
            }
            piece.extend_from_slice(separator.as_bytes());
        }
    }
}

fn write_escaped(piece: &mut Vec<u8>, byte: u8) {
    match byte {
        b'\\' => piece.extend_from_slice(b"\\\\"),
        b'"' => piece.extend_from_slice(b"\\\""),
        b'\n' => piece.extend_from_slice(b"\\n"),
        byte => piece.push(byte),
    }
}

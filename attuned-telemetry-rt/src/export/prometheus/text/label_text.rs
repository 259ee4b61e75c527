//! Labels as the text formats write them: `method="GET",path="/state"`.

use super::short_text::ShortText;
use crate::engine::snapshot::{LabelSet, Labels};

/// What is written before each value of a label set, made once for all series that have it.
pub(super) struct LabelText {
    id: u32,
    /// `name{method="`, or `name ` without labels.
    first: Box<[u8]>,
    /// `",path="`
    others: Box<[Separator]>,
    has_labels: bool,
}

/// Most separators are short enough to be copied in one go.
enum Separator {
    Short(ShortText),
    Long(Box<[u8]>),
}

impl LabelText {
    /// The text of the lines that begin with `name`.
    fn new(name: &str, set: &LabelSet) -> Self {
        let mut names = set.names.iter().map(|name| name.identifier());
        let first = names.next().map_or_else(|| format!("{name} "), |label| format!("{name}{{{label}=\""));
        let others = names.map(|label| Separator::new(&format!("\",{label}=\""))).collect();
        Self { id: set.id, first: first.into_bytes().into(), others, has_labels: !set.names.is_empty() }
    }

    /// Writes the name and the labels, up to the quote that ends the last value.
    #[inline]
    fn write(&self, piece: &mut Vec<u8>, labels: &Labels<'_>) {
        piece.extend_from_slice(&self.first);
        if !self.has_labels {
            return;
        }
        let mut values = labels.value_bytes();
        let mut others = self.others.iter();
        while let Some((length, rest)) = values.next() {
            if labels.is_plain {
                write_plain(piece, length, rest)
            } else {
                write_escaped(piece, &rest[..length])
            }
            match others.next() {
                Some(Separator::Short(text)) => text.write(piece),
                Some(Separator::Long(text)) => piece.extend_from_slice(text),
                None => break,
            }
        }
    }
}

impl Separator {
    fn new(text: &str) -> Self {
        if text.len() <= ShortText::MAX {
            Self::Short(ShortText::new(text))
        } else {
            Self::Long(text.as_bytes().into())
        }
    }
}

/// Writes a value that needs no escapes, which is the beginning of `rest`. A copy whose length is known at compile time is
/// a few instructions, and no call.
#[inline]
fn write_plain(piece: &mut Vec<u8>, length: usize, rest: &[u8]) {
    match rest.first_chunk::<{ ShortText::MAX }>() {
        Some(chunk) if length <= ShortText::MAX => {
            let end = piece.len() + length;
            piece.extend_from_slice(chunk);
            piece.truncate(end);
        }
        _ => piece.extend_from_slice(&rest[..length]),
    }
}

/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information>
#[cold]
fn write_escaped(piece: &mut Vec<u8>, value: &[u8]) {
    for byte in value {
        match byte {
            b'\\' => piece.extend_from_slice(b"\\\\"),
            b'"' => piece.extend_from_slice(b"\\\""),
            b'\n' => piece.extend_from_slice(b"\\n"),
            byte => piece.push(*byte),
        }
    }
}

/// The texts of the first line of each series of a metric. Few metrics have series with different label names.
pub(super) struct LabelTexts {
    /// The name on that line.
    name: String,
    texts: Vec<LabelText>,
}

impl LabelTexts {
    pub(super) fn new(name: String) -> Self {
        Self { name, texts: Vec::new() }
    }

    /// The length of the name, behind which the labels are.
    #[inline]
    pub(super) fn name_length(&self) -> usize {
        self.name.len()
    }

    /// Writes `name{method="GET",path="/state`, or `name ` without labels.
    #[inline]
    pub(super) fn write(&mut self, piece: &mut Vec<u8>, labels: &Labels<'_>) {
        match self.texts.last() {
            Some(text) if text.id == labels.set.id => text.write(piece, labels),
            _ => self.find(labels.set).write(piece, labels),
        }
    }

    /// The text of a label set, which is the last from now on.
    #[cold]
    fn find(&mut self, set: &LabelSet) -> &LabelText {
        let known = self.texts.iter().position(|text| text.id == set.id);
        let text = known.map_or_else(|| LabelText::new(&self.name, set), |known| self.texts.remove(known));
        self.texts.push(text);
        &self.texts[self.texts.len() - 1]
    }
}

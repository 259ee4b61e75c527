//! Attributes in one piece of memory, which is reused.

use std::fmt;
use std::ops::Range;

use super::texts::{Limited, TextRange, Texts, index};
use super::value::AttributeValue;
use crate::collect::limits::TEXT;
use crate::collect::limits::item_limits::ItemLimits;

/// Attributes, and the texts of their values.
///
/// ```text
/// entries  | name, number | name, text 0..3 | name, text 3..9 |
/// texts    | adababbage |
/// ```
#[derive(Debug, Default)]
pub(crate) struct AttributeList {
    entries: Vec<Entry>,
    pub(crate) texts: Texts,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    name: Name,
    value: Stored,
}

/// A name. Those of `tracing` are known at compile time.
#[derive(Clone, Copy, Debug)]
enum Name {
    Static(&'static str),
    Text(TextRange),
}

/// A value, without the alignment that a number of 16 bytes needs.
#[derive(Clone, Copy, Debug)]
enum Stored {
    Bool(bool),
    I64(i64),
    U64(u64),
    I128([u64; 2]),
    U128([u64; 2]),
    F64(f64),
    Text(TextRange),
}

/// Some of the attributes of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttributeRange {
    start: u32,
    end: u32,
}

impl AttributeRange {
    fn bounds(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl AttributeList {
    /// Creates an empty list with memory for the attributes of another one.
    pub(crate) fn with_room_for(other: &Self) -> Self {
        let texts = Texts(String::with_capacity(other.texts.len()));
        Self { entries: Vec::with_capacity(other.entries.len()), texts }
    }

    /// Returns a copy that takes no more memory than it needs.
    pub(crate) fn copy(&self) -> Self {
        Self { entries: self.entries.clone(), texts: Texts(self.texts.0.clone()) }
    }

    /// Returns the number of attributes.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Removes all attributes. The memory stays allocated for the next ones.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.texts.0.clear();
    }

    /// Returns the memory of the list in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.texts.0.capacity()
    }

    /// Returns the memory of the attributes that are in the list, in bytes.
    pub(crate) fn used_bytes(&self) -> usize {
        self.entries.len() * size_of::<Entry>() + self.texts.0.len()
    }

    /// Frees the memory that is not used.
    pub(crate) fn shrink(&mut self) {
        self.entries.shrink_to_fit();
        self.texts.0.shrink_to_fit();
    }

    /// Adds an attribute, whose name must not be in the list.
    pub(crate) fn push(&mut self, name: &'static str, value: AttributeValue<'_>) {
        let value = self.stored(value);
        self.entries.push(Entry { name: Name::Static(name), value });
    }

    /// Adds an attribute with any name.
    pub(crate) fn push_named(&mut self, name: &str, value: AttributeValue<'_>) {
        let name = Name::Text(self.texts.add(name));
        let value = self.stored(value);
        self.entries.push(Entry { name, value });
    }

    /// Adds an attribute with a text that is written.
    pub(crate) fn push_written(
        &mut self,
        name: &'static str,
        most: (usize, usize),
        write: impl FnOnce(&mut Limited<'_>),
    ) {
        let text = self.texts.add_written(most, write);
        self.entries.push(Entry { name: Name::Static(name), value: Stored::Text(text) });
    }

    fn stored(&mut self, value: AttributeValue<'_>) -> Stored {
        match value {
            AttributeValue::Bool(value) => Stored::Bool(value),
            AttributeValue::I64(value) => Stored::I64(value),
            AttributeValue::U64(value) => Stored::U64(value),
            AttributeValue::I128(value) => Stored::I128(halves(u128::from_ne_bytes(value.to_ne_bytes()))),
            AttributeValue::U128(value) => Stored::U128(halves(value)),
            AttributeValue::F64(value) => Stored::F64(value),
            AttributeValue::Text(text) => Stored::Text(self.texts.add(text)),
        }
    }

    /// Whether an attribute may be added.
    #[inline]
    pub(crate) fn has_room(&self, limits: &ItemLimits, name: &str) -> bool {
        self.entries.len() < limits.attributes || self.is_exempt(limits, name)
    }

    #[cold]
    fn is_exempt(&self, limits: &ItemLimits, name: &str) -> bool {
        let is_limited = |entry: &&Entry| !limits.is_exempt(entry.name.with(&self.texts));
        limits.is_exempt(name) || self.entries.iter().filter(is_limited).count() < limits.attributes
    }

    /// Records the attributes of another list: a value replaces the value with the same name. Returns how many were
    /// left out because of the limits.
    pub(crate) fn record(&mut self, others: &Self, limits: &ItemLimits) -> u32 {
        let mut left_out = 0;
        for entry in &others.entries {
            let (name, value) = (entry.name.with(&others.texts), entry.value.with(&others.texts));
            let length = if let AttributeValue::Text(text) = value { text.len() } else { 0 };
            let place = self.entries.iter().position(|entry| entry.name.with(&self.texts) == name);
            let has_room = place.is_some() || self.has_room(limits, name);
            if !has_room || self.texts.0.len() + length > TEXT {
                left_out += 1;
                continue;
            }
            match place {
                Some(place) => self.entries[place].value = self.stored(value),
                None => self.push_copy(entry, &others.texts),
            }
        }
        left_out
    }

    /// Copies all attributes of another list to the end of this one, and returns where they are.
    pub(crate) fn append(&mut self, others: &Self) -> AttributeRange {
        let start = self.entries.len();
        for entry in &others.entries {
            self.push_copy(entry, &others.texts);
        }
        AttributeRange { start: index(start), end: index(self.entries.len()) }
    }

    /// Copies some attributes of another list to the end of this one, and returns where they are.
    pub(crate) fn append_range(&mut self, others: &Self, range: AttributeRange) -> AttributeRange {
        let start = self.entries.len();
        for entry in others.entries.get(range.bounds()).unwrap_or_default() {
            self.push_copy(entry, &others.texts);
        }
        AttributeRange { start: index(start), end: index(self.entries.len()) }
    }

    fn push_copy(&mut self, entry: &Entry, texts: &Texts) {
        match entry.name {
            Name::Static(name) => self.push(name, entry.value.with(texts)),
            Name::Text(name) => self.push_named(texts.get(name), entry.value.with(texts)),
        }
    }

    /// Returns all attributes.
    pub(crate) fn all(&self) -> Attributes<'_> {
        Attributes { first: None, entries: &self.entries, texts: &self.texts }
    }

    /// Returns some of the attributes.
    pub(crate) fn range(&self, range: AttributeRange) -> Attributes<'_> {
        let entries = self.entries.get(range.bounds()).unwrap_or_default();
        Attributes { first: None, entries, texts: &self.texts }
    }
}

/// The attributes of a span, an event or a log record.
#[derive(Clone, Copy)]
pub struct Attributes<'batch> {
    first: Option<(&'static str, AttributeValue<'batch>)>,
    entries: &'batch [Entry],
    texts: &'batch Texts,
}

impl<'batch> Attributes<'batch> {
    /// Adds an attribute before the others.
    pub(crate) fn with_first(self, first: Option<(&'static str, AttributeValue<'batch>)>) -> Self {
        Self { first, ..self }
    }

    /// Returns the names and values.
    pub fn iter(self) -> impl Iterator<Item = (&'batch str, AttributeValue<'batch>)> {
        let Self { first, entries, texts } = self;
        first.into_iter().chain(entries.iter().map(move |entry| (entry.name.with(texts), entry.value.with(texts))))
    }

    /// Returns the value with this name.
    #[must_use]
    pub fn get(self, name: &str) -> Option<AttributeValue<'batch>> {
        self.iter().find_map(|(other, value)| (other == name).then_some(value))
    }

    /// Returns the number of attributes.
    #[must_use]
    pub fn len(self) -> usize {
        self.entries.len() + usize::from(self.first.is_some())
    }

    /// Whether there are no attributes.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for Attributes<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl Name {
    fn with(self, texts: &Texts) -> &str {
        match self {
            Self::Static(name) => name,
            Self::Text(range) => texts.get(range),
        }
    }
}

impl Stored {
    fn with(self, texts: &Texts) -> AttributeValue<'_> {
        match self {
            Self::Bool(value) => AttributeValue::Bool(value),
            Self::I64(value) => AttributeValue::I64(value),
            Self::U64(value) => AttributeValue::U64(value),
            Self::I128(halves) => AttributeValue::I128(i128::from_ne_bytes(whole(halves).to_ne_bytes())),
            Self::U128(halves) => AttributeValue::U128(whole(halves)),
            Self::F64(value) => AttributeValue::F64(value),
            Self::Text(range) => AttributeValue::Text(texts.get(range)),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the halves are stored separately")]
const fn halves(value: u128) -> [u64; 2] {
    [(value >> 64) as u64, value as u64]
}

fn whole([upper, lower]: [u64; 2]) -> u128 {
    u128::from(upper) << 64 | u128::from(lower)
}

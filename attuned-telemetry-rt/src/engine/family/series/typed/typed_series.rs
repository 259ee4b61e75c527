//! The series of a typed counter.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use super::chunk::{Added, Chunk};
use super::label_texts::LabelTexts;
use crate::core::clock::Moment;
use crate::core::labels::typed_counter::counter_cells::CounterDefinition;
use crate::core::labels::typed_counter::typed_labels::TypedValue;
use crate::engine::cells::{self, CHUNK, Range, Reader};
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::family::series::created::Created;
use crate::engine::family::series::table::{Labels, is_plain};
use crate::engine::labels::identifier;
use crate::engine::labels::{LabelSet, Pair, values};

/// The series of a typed counter. The indexes of the labels are the digits of the number of a series.
///
/// ```text
/// labels    route: home search    cached: false true
/// number    0                     1                    2                       3
/// series    home, false           home, true           search, false           search, true
/// chunks    0..64 64..128 …       allocated when a series is first counted
/// ```
pub(crate) struct TypedSeries {
    definition: &'static CounterDefinition,
    chunks: Box<[OnceLock<Box<Chunk>>]>,
    /// In the order of the definition.
    texts: Box<[LabelTexts]>,
    /// The names in the order of their identifiers.
    set: LabelSet,
    /// For each name of `set`, its place in the definition.
    order: Box<[usize]>,
    /// The number of combinations of labels.
    end: u32,
    /// When the engine was created.
    epoch: Moment,
    /// Whether a series was counted.
    is_used: AtomicBool,
    /// The number of chunks that were split.
    splits: AtomicU32,
}

/// The counts of 64 series with consecutive numbers.
#[cfg(feature = "adapters")]
pub(crate) type Counts = [u64; CHUNK as usize];

/// The maximum number of chunks that are split: each takes half a kilobyte for each thread.
const MOST_SPLITS: u32 = 64;

/// Follows the label values of a series, so that the text formats can copy them in blocks.
const PADDING: &str = "                                                                ";

impl TypedSeries {
    /// Creates the series of a counter, if the kind of metric is a typed counter.
    pub(crate) fn of(kind: MetricKind, epoch: Moment) -> Option<Arc<Self>> {
        let MetricKind::TypedCounter(definition) = kind else { return None };
        let product = definition.counts.iter().fold(1_usize, |product, count| product.saturating_mul(*count));
        let end = u32::try_from(product).unwrap_or(0);
        let (set, order) = names(definition);
        Some(Arc::new(Self {
            definition,
            chunks: (0..end.div_ceil(CHUNK)).map(|_| OnceLock::new()).collect(),
            texts: definition.counts.iter().map(|count| LabelTexts::new(if end == 0 { 0 } else { *count })).collect(),
            set,
            order,
            end,
            epoch,
            is_used: AtomicBool::new(false),
            splits: AtomicU32::new(0),
        }))
    }

    pub(crate) fn is_of(&self, definition: &'static CounterDefinition) -> bool {
        std::ptr::eq(self.definition, definition)
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.is_used.load(Ordering::Relaxed)
    }

    /// Adds to a series. Returns `false`, and adds nothing, if the series has not been counted before.
    #[inline]
    pub(crate) fn add(&self, number: u32, count: u64) -> bool {
        let Some(chunk) = self.chunk(number) else { return false };
        match chunk.add(number, count) {
            Added::Yes => true,
            Added::OwnCell(cell) => {
                cells::local().count(cell, count);
                true
            }
            Added::IsNew => false,
            Added::Crowded => {
                self.split(chunk);
                true
            }
        }
    }

    /// Adds to a series that may not have been counted before. Returns `None`, and adds nothing, if the index of a label
    /// is too high.
    pub(crate) fn add_first(&self, values: &[TypedValue], count: u64) -> Option<()> {
        let mut number = 0;
        for (texts, (index, text)) in self.texts.iter().zip(values) {
            number = number * texts.count() + texts.index(*index, text)?;
        }
        let number = u32::try_from(number).ok()?;
        let chunk = self.chunks.get((number / CHUNK) as usize)?;
        let created = || Created::after(self.epoch.elapsed().unwrap_or_default()).hundredths();
        chunk.get_or_init(|| Box::new(Chunk::new(created()))).add_first(number, count);
        self.is_used.store(true, Ordering::Relaxed);
        Some(())
    }

    #[cold]
    fn split(&self, chunk: &Chunk) {
        if self.splits.fetch_add(1, Ordering::Relaxed) < MOST_SPLITS {
            chunk.split(|| Range::new(CHUNK).map(Range::into_first));
        }
    }

    /// Calls `show` with the labels, the time of creation and the count of up to `max` series that have been counted,
    /// starting at number `from`, until it returns `false`. Returns the number to continue from, or `None` at the end.
    /// `text` is used for the label values.
    pub(crate) fn show(
        &self,
        from: u32,
        max: u32,
        reader: &mut Reader,
        text: &mut String,
        mut show: impl FnMut(Labels<'_>, u64, u64) -> bool,
    ) -> Option<u32> {
        let mut left = max;
        let mut number = from;
        while number < self.end {
            let Some(chunk) = self.chunk(number) else {
                number = (number / CHUNK + 1) * CHUNK;
                continue;
            };
            let total = chunk.total(number, |cell| reader.total(cell));
            number += 1;
            if total > 0 {
                let Some(is_plain) = self.write_values(number - 1, text) else { continue };
                left -= 1;
                if !show(Labels::new(&self.set, text, is_plain), chunk.created, total) || left == 0 {
                    return (number < self.end).then_some(number);
                }
            }
        }
        None
    }

    /// Calls `show` with the first number, the time of creation and the counts of each chunk that exists.
    #[cfg(feature = "adapters")]
    pub(crate) fn counts(&self, reader: &mut Reader, mut show: impl FnMut(u32, u64, Counts)) {
        reader.look_again();
        for number in (0..self.end).step_by(CHUNK as usize) {
            if let Some(chunk) = self.chunk(number) {
                let mut counts = [0; CHUNK as usize];
                for (place, count) in (0..).zip(&mut counts) {
                    *count = chunk.total(place, |cell| reader.total(cell));
                }
                show(number, chunk.created, counts);
            }
        }
    }

    /// Iterates over the names, as they were given, and the values of a series' labels.
    #[cfg(feature = "adapters")]
    pub(crate) fn labels(&self, number: u32) -> impl Iterator<Item = (&str, &str)> {
        let value = move |place| self.value(number, place).unwrap_or_default();
        self.definition.labels.iter().enumerate().map(move |(place, name)| (*name, value(place)))
    }

    #[inline]
    fn chunk(&self, number: u32) -> Option<&Chunk> {
        self.chunks.get((number / CHUNK) as usize)?.get().map(|chunk| &**chunk)
    }

    /// Replaces `text` by the encoded label values of a series, and returns whether they need no escapes.
    fn write_values(&self, number: u32, text: &mut String) -> Option<bool> {
        text.clear();
        let mut all_plain = true;
        for place in &*self.order {
            let value = self.value(number, *place)?;
            all_plain &= is_plain(value);
            values::push(text, value);
        }
        text.push_str(PADDING);
        Some(all_plain)
    }

    /// Returns the value of the label at this place of the definition.
    fn value(&self, number: u32, place: usize) -> Option<&'static str> {
        let (texts, less) = self.texts.get(place..)?.split_first()?;
        let below: usize = less.iter().map(LabelTexts::count).product();
        texts.get((number as usize).checked_div(below)?.checked_rem(texts.count())?)
    }
}

impl Drop for TypedSeries {
    fn drop(&mut self) {
        let split = self.chunks.iter().filter_map(|chunk| chunk.get()?.first_own_cell());
        split.for_each(|first| drop(Range::from_first(first, CHUNK)));
    }
}

/// Returns the names of the labels in the order of their identifiers, and their places in the definition. If two names
/// have the same identifier, the later one gets a number.
fn names(definition: &'static CounterDefinition) -> (LabelSet, Box<[usize]>) {
    let mut named: Vec<(Cow<'static, str>, usize)> = Vec::new();
    for (place, name) in definition.labels.iter().enumerate() {
        let asked = identifier::of_label(name);
        let is_free = |identifier: &str| named.iter().all(|(known, _)| known != identifier);
        let others = (place + 1..).take(named.len() + 1).map(|number| Cow::Owned(format!("{asked}_{number}")));
        let identifier = std::iter::once(asked.clone()).chain(others).find(|identifier| is_free(identifier));
        named.push((identifier.unwrap_or_default(), place));
    }
    named.sort();
    let pair = |(identifier, place): &'_ (Cow<'static, str>, usize)| (identifier.clone(), definition.labels[*place]);
    let owned: Vec<_> = named.iter().map(pair).collect();
    let pairs: Vec<_> = owned.iter().map(|(identifier, name)| Pair { identifier, name, value: "" }).collect();
    (LabelSet::new(0, &pairs), named.iter().map(|(_, place)| *place).collect())
}

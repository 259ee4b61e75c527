//! Reads the fields of spans and events.

use std::cell::Cell;
use std::fmt::{Debug, Write as _};

use tracing::field::{Field, Visit};

use super::list::AttributeList;
use super::texts::TextRange;
use super::value::AttributeValue;
use crate::collect::batch::status::SpanStatus;
use crate::collect::limits;
use crate::collect::limits::item_limits::{ItemLimits, beginning, characters};
use crate::core::text::shown::Shown;
use crate::core::verdict::outcome::Outcome;

thread_local! {
    /// An empty list, so that nothing is allocated in the steady state.
    static EMPTY: Cell<Option<Box<Fields>>> = const { Cell::new(None) };
}

/// The fields of a span or an event that have been read. No lock is held meanwhile, because `Display` and `Debug` are
/// user code.
#[derive(Debug)]
pub(crate) struct Fields {
    limits: ItemLimits,
    pub(crate) attributes: AttributeList,
    /// The number of fields that were left out because of the limits.
    pub(crate) left_out: u32,
    /// Those fields of a span that are not attributes.
    pub(crate) status: Option<SpanStatus>,
    pub(crate) outcome: Option<Outcome>,
}

impl Default for Fields {
    fn default() -> Self {
        let (status, outcome) = (None, None);
        Self { limits: ItemLimits::NONE, attributes: AttributeList::default(), left_out: 0, status, outcome }
    }
}

impl Fields {
    /// Whether there are fields that are attributes.
    pub(crate) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty() || self.left_out != 0
    }

    /// Reads fields as far as the limits allow, and calls `then` with them.
    pub(crate) fn read<R>(limits: ItemLimits, read: impl FnOnce(&mut Self), then: impl FnOnce(&Self) -> R) -> R {
        let mut fields = EMPTY.try_with(Cell::take).ok().flatten().unwrap_or_default();
        fields.limits = limits;
        read(&mut fields);
        let result = then(&fields);
        fields.clear();
        let _ = EMPTY.try_with(|empty| empty.set(Some(fields)));
        result
    }

    fn clear(&mut self) {
        self.attributes.clear();
        (self.left_out, self.status, self.outcome) = (0, None, None);
    }

    /// Returns the number of bytes that texts may still have.
    fn rest(&self) -> usize {
        limits::TEXT.saturating_sub(self.attributes.texts.len())
    }

    /// Adds an attribute, if there is room for it. What is too long is cut.
    pub(crate) fn add(&mut self, name: &'static str, value: AttributeValue<'_>) {
        if !self.attributes.has_room(&self.limits, name) {
            self.left_out += 1;
            return;
        }
        let value = match value {
            AttributeValue::Text(text) => {
                let text = characters(text, self.limits.length_of(name));
                AttributeValue::Text(beginning(text, self.rest()))
            }
            value => value,
        };
        self.attributes.push(name, value);
    }

    /// Adds an attribute with the text that a value's `Debug` writes.
    fn add_debug(&mut self, name: &'static str, value: &dyn Debug) {
        if !self.attributes.has_room(&self.limits, name) {
            self.left_out += 1;
            return;
        }
        let most = (self.rest(), self.limits.length_of(name));
        self.attributes.push_written(name, most, |text| {
            let _ = write!(text, "{:?}", Shown(value));
        });
    }

    /// Adds a text that belongs to no attribute.
    pub(crate) fn add_text(&mut self, text: &str) -> TextRange {
        let rest = self.rest();
        self.attributes.texts.add(beginning(text, rest))
    }

    /// Adds the text that a value's `Debug` writes, and that belongs to no attribute.
    pub(crate) fn add_debug_text(&mut self, value: &dyn Debug) -> TextRange {
        let rest = self.rest();
        self.attributes.texts.add_written((rest, usize::MAX), |text| {
            let _ = write!(text, "{:?}", Shown(value));
        })
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.add(field.name(), AttributeValue::F64(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.add(field.name(), AttributeValue::I64(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.add(field.name(), AttributeValue::U64(value));
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.add(field.name(), AttributeValue::I128(value));
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.add(field.name(), AttributeValue::U128(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.add(field.name(), AttributeValue::Bool(value));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field.name(), AttributeValue::Text(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add_debug(field.name(), value);
    }
}

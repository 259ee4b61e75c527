//! Creates spans.

use tracing::span::Id;
use tracing::{Span, Value};

use super::emitter::Emitter;
use super::links::Links;
use crate::core::operation::definition::fields::{MOST, OWN_COUNT};

/// A span that has not been created yet, with the values of the annotation's fields. The runtime's own fields are
/// empty.
pub struct SpanBuilder<'value> {
    pub(super) emitter: &'static Emitter,
    pub(super) values: [Option<&'value dyn Value>; MOST],
    pub(super) count: usize,
    pub(super) links: Links,
}

impl<'value> SpanBuilder<'value> {
    pub(crate) fn of(emitter: &'static Emitter) -> Self {
        Self { emitter, values: [None; MOST], count: 0, links: Links::default() }
    }

    /// Sets the value of the next field.
    #[must_use]
    pub fn field(mut self, value: &'value dyn Value) -> Self {
        if let Some(place) = self.values.get_mut(self.count) {
            *place = Some(value);
            self.count += 1;
        }
        self
    }

    /// `parent = …`
    #[must_use]
    pub fn parent(mut self, parent: impl Into<Option<Id>>) -> Self {
        self.links.set_parent(parent.into());
        self
    }

    /// `follows_from = …`
    #[must_use]
    pub fn follows_from(mut self, causes: impl IntoIterator<Item: Into<Option<Id>>>) -> Self {
        self.links.add_causes(causes.into_iter().filter_map(Into::into));
        self
    }

    /// Creates the span.
    pub fn open(self) -> Span {
        open(self.emitter, &self.values, &self.links)
    }
}

/// Creates a span whose fields are empty, as a child of the current span.
#[inline]
pub(crate) fn open_empty(emitter: &'static Emitter) -> Span {
    let metadata = emitter.metadata();
    let names = metadata.fields();
    // Most spans have only the runtime's own three fields, which need no array of the maximum length.
    if names.len() == OWN_COUNT {
        return Span::new(metadata, &names.value_set_all(&[None; OWN_COUNT]));
    }
    SpanBuilder::of(emitter).open()
}

/// Creates a span. Fields beyond the given values are empty.
pub(crate) fn open(emitter: &'static Emitter, values: &[Option<&dyn Value>; MOST], links: &Links) -> Span {
    let metadata = emitter.metadata();
    let names = metadata.fields();
    links.open(metadata, &names.value_set_all(&values[..names.len().min(MOST)]))
}

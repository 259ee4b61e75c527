//! A span that is about to be made.

use tracing::span::Id;
use tracing::{Span, Value};

use super::deferred::DeferredSpan;
use crate::core::definition::fields::{MOST, OWN_COUNT};
use crate::core::operation::operation::Operation;

/// A span that is about to be made, with the values of the annotation's fields; the runtime's own are still empty.
pub struct SpanBuilder<'value> {
    operation: &'static Operation,
    values: [Option<&'value dyn Value>; MOST],
    count: usize,
    links: Links,
}

/// What a span belongs to.
#[derive(Default)]
pub(crate) struct Links {
    parent: Parent,
    causes: Vec<Id>,
}

#[derive(Default)]
enum Parent {
    /// The span that is current.
    #[default]
    Current,
    /// None, or the given one.
    Given(Option<Id>),
}

impl<'value> SpanBuilder<'value> {
    pub(crate) fn of(operation: &'static Operation) -> Self {
        Self { operation, values: [None; MOST], count: 0, links: Links::default() }
    }

    /// The value of the next field.
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
        self.links.parent = Parent::Given(parent.into());
        self
    }

    /// `follows_from = …`
    #[must_use]
    pub fn follows_from(mut self, causes: impl IntoIterator<Item: Into<Option<Id>>>) -> Self {
        self.links.causes.extend(causes.into_iter().filter_map(Into::into));
        self
    }

    /// Makes the span.
    pub fn open(self) -> Span {
        open(self.operation, &self.values, self.links)
    }

    /// Keeps what is needed to make the span later, when the values are gone.
    pub fn keep(self) -> DeferredSpan {
        DeferredSpan::of(self.operation, &self.values[..self.count], self.links)
    }
}

/// Makes a span whose fields are empty, in the place that is current.
pub(crate) fn open_empty(operation: &'static Operation) -> Span {
    let metadata = operation.metadata();
    let names = metadata.fields();
    // Most spans have the runtime's own fields only.
    if names.len() == OWN_COUNT {
        return Span::new(metadata, &names.value_set_all(&[None; OWN_COUNT]));
    }
    SpanBuilder::of(operation).open()
}

/// Makes a span; values beyond the given ones are empty.
pub(crate) fn open(operation: &'static Operation, values: &[Option<&dyn Value>; MOST], links: Links) -> Span {
    let metadata = operation.metadata();
    let names = metadata.fields();
    let values = names.value_set_all(&values[..names.len().min(MOST)]);
    let span = match links.parent {
        Parent::Current => Span::new(metadata, &values),
        Parent::Given(None) => Span::new_root(metadata, &values),
        Parent::Given(parent) => Span::child_of(parent, metadata, &values),
    };
    for cause in links.causes {
        span.follows_from(cause);
    }
    span
}

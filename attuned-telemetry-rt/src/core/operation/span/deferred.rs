//! Spans that are created later, when the values of their fields may no longer exist.

use std::error::Error;
use std::fmt::Debug;

use tracing::field::{Field, Visit, display};
use tracing::{Span, Value};

use super::builder::{SpanBuilder, open};
use super::emitter::Emitter;
use super::links::Links;
use crate::core::operation::definition::fields::MOST;
use crate::core::text::shown::Shown;
use crate::core::text::written::written;

/// A span that is created when its future is first polled. A future that is never polled creates no span. Until
/// then, the linked spans stay open.
pub struct DeferredSpan {
    emitter: &'static Emitter,
    values: Vec<DeferredValue>,
    links: Links,
}

impl SpanBuilder<'_> {
    /// Stores the values of the fields, to create the span later.
    pub fn keep(self) -> DeferredSpan {
        let Self { emitter, values, count, links } = self;
        let fields = emitter.metadata().fields().iter();
        let values = fields.zip(&values[..count]).map(|(field, value)| DeferredValue::of(&field, *value)).collect();
        DeferredSpan { emitter, values, links: links.hold() }
    }
}

impl DeferredSpan {
    /// Creates the span.
    pub(crate) fn open(self) -> Span {
        let mut values = [None; MOST];
        for (place, DeferredValue(kept)) in values.iter_mut().zip(&self.values) {
            *place = kept.as_deref().map(|value| value as &dyn Value);
        }
        open(self.emitter, &values, &self.links)
    }
}

/// The stored value of a field. `None` if the field is empty.
struct DeferredValue(Option<Box<dyn Value + Send + Sync>>);

impl DeferredValue {
    fn of(field: &Field, value: Option<&dyn Value>) -> Self {
        let mut kept = Self(None);
        if let Some(value) = value {
            value.record(field, &mut kept);
        }
        kept
    }

    fn keep(&mut self, value: impl Value + Send + Sync + 'static) {
        self.0 = Some(Box::new(value));
    }
}

impl Visit for DeferredValue {
    fn record_f64(&mut self, _: &Field, value: f64) {
        self.keep(value);
    }

    fn record_i64(&mut self, _: &Field, value: i64) {
        self.keep(value);
    }

    fn record_u64(&mut self, _: &Field, value: u64) {
        self.keep(value);
    }

    fn record_i128(&mut self, _: &Field, value: i128) {
        self.keep(value);
    }

    fn record_u128(&mut self, _: &Field, value: u128) {
        self.keep(value);
    }

    fn record_bool(&mut self, _: &Field, value: bool) {
        self.keep(value);
    }

    fn record_str(&mut self, _: &Field, value: &str) {
        self.keep(value.to_owned());
    }

    fn record_error(&mut self, _: &Field, value: &(dyn Error + 'static)) {
        self.keep(display(written(value)));
    }

    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        self.keep(display(written(format_args!("{:?}", Shown(value)))));
    }
}

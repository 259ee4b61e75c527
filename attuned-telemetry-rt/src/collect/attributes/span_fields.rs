//! Reads the fields of spans, some of which are not attributes.

use std::fmt::Debug;

use tracing::field::{Field, Visit};

use super::visitor::Fields;
use crate::collect::batch::status::SpanStatus;
use crate::core::verdict::outcome::Outcome;

/// The fields of a span: `status` may be the outcome of an annotated call, and `otel.status_code` is the status.
pub(crate) struct SpanFields<'fields>(pub(crate) &'fields mut Fields);

/// Only those fields of a span that are not attributes.
#[derive(Default)]
pub(crate) struct StatusFields {
    pub(crate) status: Option<SpanStatus>,
    pub(crate) outcome: Option<Outcome>,
    /// Whether there are other fields.
    pub(crate) has_others: bool,
}

impl Visit for StatusFields {
    fn record_str(&mut self, field: &Field, value: &str) {
        let (status, outcome) = status(field, value);
        self.has_others |= status.is_none() && outcome.is_none();
        self.status = status.or(self.status);
        self.outcome = outcome.or(self.outcome);
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {
        self.has_others = true;
    }
}

/// Returns the status or the outcome that a field stands for. Any other field is an attribute.
#[inline]
fn status(field: &Field, value: &str) -> (Option<SpanStatus>, Option<Outcome>) {
    match field.name() {
        "status" => (None, Outcome::ALL.into_iter().find(|outcome| outcome.as_str() == value)),
        "otel.status_code" => (SpanStatus::from_code(value), None),
        _ => (None, None),
    }
}

impl Visit for SpanFields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        let (status, outcome) = status(field, value);
        if status.is_none() && outcome.is_none() {
            return self.0.record_str(field, value);
        }
        self.0.status = status.or(self.0.status);
        self.0.outcome = outcome.or(self.0.outcome);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.record_debug(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.record_f64(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.record_i64(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.record_u64(field, value);
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.0.record_i128(field, value);
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.0.record_u128(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.record_bool(field, value);
    }
}

//! Reads the fields of spans, some of which are not attributes.

use std::fmt::Debug;

use tracing::field::{Field, Visit};

use super::visitor::Fields;
use crate::collect::batch::status::SpanStatus;
use crate::core::verdict::outcome::Outcome;

/// The fields of a span: `status` may be the outcome of an annotated call, and `otel.status_code` is the status.
pub(crate) struct SpanFields<'fields>(pub(crate) &'fields mut Fields);

impl Visit for SpanFields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "status" => match Outcome::ALL.into_iter().find(|outcome| outcome.as_str() == value) {
                Some(outcome) => self.0.outcome = Some(outcome),
                None => self.0.record_str(field, value),
            },
            "otel.status_code" => match SpanStatus::from_code(value) {
                Some(status) => self.0.status = Some(status),
                None => self.0.record_str(field, value),
            },
            _ => self.0.record_str(field, value),
        }
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

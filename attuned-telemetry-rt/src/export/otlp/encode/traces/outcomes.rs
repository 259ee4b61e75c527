//! The outcome of an annotated call, as an attribute.

use crate::collect::AttributeValue;
use crate::core::verdict::outcome::Outcome;
use crate::export::otlp::encode::common::attribute::attribute;
use crate::export::otlp::encode::fields::trace::span;
use crate::export::otlp::encode::writer::writer::Writer;

/// The attribute `status` of each outcome, encoded.
pub(super) struct Outcomes([Vec<u8>; Outcome::ALL.len()]);

impl Outcomes {
    pub(super) fn new<W: Writer>() -> Self {
        Self(Outcome::ALL.map(|outcome| {
            let mut writer = W::default();
            attribute(&mut writer, span::ATTRIBUTES, "status", AttributeValue::Text(outcome.as_str()));
            writer.into_bytes()
        }))
    }

    /// Returns the attribute, or nothing if there is no outcome.
    #[inline]
    pub(super) fn get(&self, outcome: Option<Outcome>) -> &[u8] {
        outcome.map_or(&[], |outcome| &self.0[outcome as usize])
    }
}

//! Attributes.

use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use proptest::prelude::*;

use crate::collect::AttributeValue;

/// An attribute that owns its texts.
#[derive(Clone, Debug)]
pub(in crate::export::otlp::encode::tests) struct Owned {
    pub(in crate::export::otlp::encode::tests) name: String,
    pub(in crate::export::otlp::encode::tests) value: OwnedValue,
}

/// A value that owns its text.
#[derive(Clone, Debug)]
pub(in crate::export::otlp::encode::tests) enum OwnedValue {
    Number(AttributeValue<'static>),
    Text(String),
}

impl Owned {
    pub(in crate::export::otlp::encode::tests) fn text(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), value: OwnedValue::Text(value.to_owned()) }
    }

    pub(in crate::export::otlp::encode::tests) fn number(name: &str, value: AttributeValue<'static>) -> Self {
        Self { name: name.to_owned(), value: OwnedValue::Number(value) }
    }

    pub(in crate::export::otlp::encode::tests) fn value(&self) -> AttributeValue<'_> {
        match &self.value {
            OwnedValue::Number(value) => *value,
            OwnedValue::Text(text) => AttributeValue::Text(text),
        }
    }

    /// Returns the message that is expected.
    pub(in crate::export::otlp::encode::tests) fn expected(&self) -> KeyValue {
        let integer =
            |value: Option<i64>| value.map_or_else(|| Value::StringValue(self.value().to_string()), Value::IntValue);
        let value = match self.value() {
            AttributeValue::Bool(value) => Value::BoolValue(value),
            AttributeValue::I64(value) => Value::IntValue(value),
            AttributeValue::U64(value) => integer(value.try_into().ok()),
            AttributeValue::I128(value) => integer(value.try_into().ok()),
            AttributeValue::U128(value) => integer(value.try_into().ok()),
            AttributeValue::F64(value) => Value::DoubleValue(value),
            AttributeValue::Text(text) => Value::StringValue(text.to_owned()),
        };
        KeyValue { key: self.name.clone(), value: Some(AnyValue { value: Some(value) }), ..KeyValue::default() }
    }
}

/// Any value.
fn value() -> impl Strategy<Value = OwnedValue> {
    // `opentelemetry-proto` does not decode the JSON of numbers that are infinite or not a number.
    let double = any::<f64>().prop_filter("finite", |value| value.is_finite());
    prop_oneof![
        any::<bool>().prop_map(AttributeValue::Bool).prop_map(OwnedValue::Number),
        any::<i64>().prop_map(AttributeValue::I64).prop_map(OwnedValue::Number),
        any::<u64>().prop_map(AttributeValue::U64).prop_map(OwnedValue::Number),
        any::<i128>().prop_map(AttributeValue::I128).prop_map(OwnedValue::Number),
        any::<u128>().prop_map(AttributeValue::U128).prop_map(OwnedValue::Number),
        double.prop_map(AttributeValue::F64).prop_map(OwnedValue::Number),
        any::<String>().prop_map(OwnedValue::Text),
        "[a-z]{0,300}".prop_map(OwnedValue::Text),
    ]
}

/// Up to this many attributes of any name and value.
pub(in crate::export::otlp::encode::tests) fn any_attributes(most: usize) -> impl Strategy<Value = Vec<Owned>> {
    let name = prop_oneof![any::<String>(), "[a-z]{1,9}(\\.[a-z]{1,9})?"];
    let attribute = (name, value()).prop_map(|(name, value)| Owned { name, value });
    prop::collection::vec(attribute, 0..=most)
}

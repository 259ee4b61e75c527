//! Attributes and their values.

use crate::collect::AttributeValue;
use crate::export::otlp::encode::fields::common::{any_value, key_value};
use crate::export::otlp::encode::writer::field::Field;
use crate::export::otlp::encode::writer::writer::Writer;

/// Writes an attribute into a list of attributes.
#[inline]
pub(crate) fn attribute<W: Writer>(writer: &mut W, list: Field, key: &str, value: AttributeValue<'_>) {
    writer.item(list, |writer| {
        writer.string(key_value::KEY, key);
        writer.message(key_value::VALUE, |writer| any_value(writer, value));
    });
}

/// Writes the content of an `AnyValue`. Its integers are signed and have 64 bits; others become texts.
#[inline]
pub(crate) fn any_value<W: Writer>(writer: &mut W, value: AttributeValue<'_>) {
    match value {
        AttributeValue::Text(text) => writer.string(any_value::STRING_VALUE, text),
        AttributeValue::Bool(value) => writer.bool(any_value::BOOL_VALUE, value),
        AttributeValue::F64(value) => writer.double(any_value::DOUBLE_VALUE, value),
        AttributeValue::I64(value) => writer.int64(any_value::INT_VALUE, value),
        AttributeValue::U64(value) => integer(writer, value),
        AttributeValue::I128(value) => integer(writer, value),
        AttributeValue::U128(value) => integer(writer, value),
    }
}

#[inline]
fn integer<W: Writer>(writer: &mut W, value: impl TryInto<i64> + ToString + Copy) {
    match value.try_into() {
        Ok(value) => writer.int64(any_value::INT_VALUE, value),
        Err(_) => writer.string(any_value::STRING_VALUE, &value.to_string()),
    }
}

//! Where the code is, as attributes.
//!
//! Source: <https://opentelemetry.io/docs/specs/semconv/registry/attributes/code/>

use super::attribute::attribute;
use crate::collect::AttributeValue;
use crate::export::otlp::encode::writer::field::Field;
use crate::export::otlp::encode::writer::writer::Writer;

/// The beginning of the names.
pub(crate) const PREFIX: &str = "code.";

/// Writes file and line, as far as they are known.
pub(crate) fn write<W: Writer>(writer: &mut W, list: Field, file: Option<&str>, line: Option<u32>) {
    if let Some(file) = file {
        attribute(writer, list, "code.file.path", AttributeValue::Text(file));
    }
    if let Some(line) = line {
        attribute(writer, list, "code.line.number", AttributeValue::I64(line.into()));
    }
}

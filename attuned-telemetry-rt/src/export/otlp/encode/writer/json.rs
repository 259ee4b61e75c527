//! JSON, as OTLP changes protobuf's mapping: ids are hexadecimal, and enumerations are numbers.
//!
//! Source: <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>,
//! <https://protobuf.dev/programming-guides/json/>

use std::fmt::Display;
use std::io::Write as _;

use super::field::Field;
use super::writer::Writer;
use super::{base64, json_text};

/// Writes JSON, without white space.
#[derive(Debug, Default)]
pub(crate) struct Json(Vec<u8>);

/// The start of a list, with the number of bytes before it.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    before: usize,
}

impl Json {
    /// Separates what follows from the member or item before it.
    fn separate(&mut self) {
        if !matches!(self.0.last(), None | Some(b'{' | b'[')) {
            self.0.push(b',');
        }
    }

    /// Writes a name.
    fn name(&mut self, field: Field) {
        self.separate();
        self.0.push(b'"');
        self.0.extend_from_slice(field.name.as_bytes());
        self.0.extend_from_slice(b"\":");
    }

    fn shown(&mut self, value: impl Display) {
        // Writing to a `Vec` does not fail.
        let _ = write!(self.0, "{value}");
    }

    /// Writes a number of up to 32 bits.
    fn number(&mut self, field: Field, value: impl Display + PartialEq + Default) {
        if value != Default::default() || field.has_presence {
            self.name(field);
            self.shown(value);
        }
    }

    /// Writes a number of 64 bits, which many decoders of JSON would round if it were not a text.
    fn long_number(&mut self, field: Field, value: impl Display + PartialEq + Default) {
        if value != Default::default() || field.has_presence {
            self.name(field);
            self.quoted(value);
        }
    }

    fn quoted(&mut self, value: impl Display) {
        self.0.push(b'"');
        self.shown(value);
        self.0.push(b'"');
    }

    fn float(&mut self, value: f64) {
        match value {
            _ if value.is_nan() => self.0.extend_from_slice(b"\"NaN\""),
            f64::INFINITY => self.0.extend_from_slice(b"\"Infinity\""),
            f64::NEG_INFINITY => self.0.extend_from_slice(b"\"-Infinity\""),
            // `Debug` has an exponent if the number is very large or small.
            _ => {
                let _ = write!(self.0, "{value:?}");
            }
        }
    }

    /// Writes a list of values.
    fn values<T>(&mut self, field: Field, values: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        let start = self.begin_list(field);
        for value in values {
            self.separate();
            write(self, value);
        }
        self.end_list(start);
    }
}

impl Writer for Json {
    type Start = Start;

    fn string(&mut self, field: Field, value: &str) {
        if !value.is_empty() || field.has_presence {
            self.name(field);
            json_text::push(&mut self.0, value);
        }
    }

    fn bytes(&mut self, field: Field, value: &[u8]) {
        if !value.is_empty() || field.has_presence {
            self.name(field);
            self.0.push(b'"');
            base64::push(&mut self.0, value);
            self.0.push(b'"');
        }
    }

    fn id<const N: usize>(&mut self, field: Field, value: [u8; N]) {
        self.name(field);
        self.0.push(b'"');
        json_text::push_hexadecimal(&mut self.0, &value);
        self.0.push(b'"');
    }

    fn bool(&mut self, field: Field, value: bool) {
        if value || field.has_presence {
            self.name(field);
            self.shown(value);
        }
    }

    fn enumeration(&mut self, field: Field, value: u32) {
        self.number(field, value);
    }

    fn uint32(&mut self, field: Field, value: u32) {
        self.number(field, value);
    }

    fn sint32(&mut self, field: Field, value: i32) {
        self.number(field, value);
    }

    fn fixed32(&mut self, field: Field, value: u32) {
        self.number(field, value);
    }

    fn int64(&mut self, field: Field, value: i64) {
        self.long_number(field, value);
    }

    fn fixed64(&mut self, field: Field, value: u64) {
        self.long_number(field, value);
    }

    fn sfixed64(&mut self, field: Field, value: i64) {
        self.long_number(field, value);
    }

    fn double(&mut self, field: Field, value: f64) {
        if value.to_bits() != 0 || field.has_presence {
            self.name(field);
            self.float(value);
        }
    }

    fn uint64_list(&mut self, field: Field, values: impl IntoIterator<Item = u64>) {
        self.values(field, values, Self::quoted);
    }

    fn fixed64_list(&mut self, field: Field, values: impl IntoIterator<Item = u64>) {
        self.values(field, values, Self::quoted);
    }

    fn double_list(&mut self, field: Field, values: impl IntoIterator<Item = f64>) {
        self.values(field, values, Self::float);
    }

    fn begin_root(&mut self) {
        self.0.push(b'{');
    }

    fn end_root(&mut self) {
        self.0.push(b'}');
    }

    fn begin_message(&mut self, field: Field) -> Start {
        let before = self.0.len();
        self.name(field);
        self.0.push(b'{');
        Start { before }
    }

    fn begin_list(&mut self, field: Field) -> Start {
        let before = self.0.len();
        self.name(field);
        self.0.push(b'[');
        Start { before }
    }

    fn end_list(&mut self, Start { before }: Start) {
        if self.0.last() == Some(&b'[') { self.0.truncate(before) } else { self.0.push(b']') }
    }

    fn begin_item(&mut self, _: Field) -> Start {
        let before = self.0.len();
        self.separate();
        self.0.push(b'{');
        Start { before }
    }

    fn end(&mut self, _: Start) {
        self.0.push(b'}');
    }

    fn raw(&mut self, piece: &[u8]) {
        if !piece.is_empty() {
            self.separate();
            self.0.extend_from_slice(piece);
        }
    }

    fn written(&self) -> &[u8] {
        &self.0
    }

    fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    fn reserve(&mut self, bytes: usize) {
        self.0.reserve(bytes);
    }

    fn capacity(&self) -> usize {
        self.0.capacity()
    }

    fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

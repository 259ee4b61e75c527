//! Protobuf.

use super::field::Field;
use super::writer::Writer;

/// Writes protobuf. The length of a message is known at its end, so bytes are reserved for it. A length that needs
/// fewer bytes is padded, which every decoder has to accept.
///
/// Source: <https://protobuf.dev/programming-guides/encoding/>
#[derive(Debug, Default)]
pub(crate) struct Protobuf(Vec<u8>);

/// The wire types.
const VARINT: u32 = 0;
const I64: u32 = 1;
const LENGTH: u32 = 2;
const I32: u32 = 5;

/// Set in each byte of a variable-length number except the last one.
const MORE: u8 = 0x80;

/// The start of a message: the place of its length, and the bytes that are reserved for it.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    place: usize,
    reserved: usize,
}

impl Protobuf {
    #[inline(always)]
    fn tag(&mut self, field: Field, wire: u32) {
        self.varint(u64::from(field.number << 3 | wire));
    }

    #[inline(always)]
    fn varint(&mut self, value: u64) {
        match low_bits(value) {
            byte if value < 0x80 => self.0.push(byte),
            byte if value < 0x4000 => self.0.extend_from_slice(&[byte | MORE, low_bits(value >> 7)]),
            _ => self.long_varint(value),
        }
    }

    fn long_varint(&mut self, mut value: u64) {
        while value >= u64::from(MORE) {
            self.0.push(low_bits(value) | MORE);
            value >>= 7;
        }
        self.0.push(low_bits(value));
    }

    #[inline(always)]
    fn varint_field(&mut self, field: Field, value: u64) {
        match value {
            0 if !field.has_presence => {}
            0..0x80 => self.tagged(field, VARINT, None, [low_bits(value)]),
            _ => {
                self.tag(field, VARINT);
                self.varint(value);
            }
        }
    }

    /// Writes a tag, which has one or two bytes, possibly a length, and what follows, in one step.
    #[inline(always)]
    fn tagged<const N: usize>(&mut self, field: Field, wire: u32, length: Option<u8>, rest: [u8; N]) {
        let mut bytes = [0; 24];
        let tag = u64::from(field.number << 3 | wire);
        let mut end = if tag < 0x80 { 1 } else { 2 };
        bytes[0] = if tag < 0x80 { low_bits(tag) } else { low_bits(tag) | MORE };
        bytes[1] = low_bits(tag >> 7);
        if let Some(length) = length {
            bytes[end] = length;
            end += 1;
        }
        bytes[end..end + N].copy_from_slice(&rest);
        self.0.extend_from_slice(&bytes[..end + N]);
    }

    #[inline(always)]
    fn begin(&mut self, field: Field) -> Start {
        match field.length_bytes {
            1 => self.tagged(field, LENGTH, None, [0; 1]),
            2 => self.tagged(field, LENGTH, None, [0; 2]),
            _ => self.tagged(field, LENGTH, None, [0; 4]),
        }
        Start { place: self.0.len() - field.length_bytes, reserved: field.length_bytes }
    }

    /// Writes a list of numbers.
    #[inline(always)]
    fn packed(&mut self, field: Field, write: impl FnOnce(&mut Self)) {
        let before = self.0.len();
        let start = self.begin(field);
        let empty = self.0.len();
        write(self);
        if self.0.len() == empty { self.0.truncate(before) } else { self.end(start) }
    }

    /// Moves the content of a message, whose length needs more bytes than reserved.
    #[cold]
    fn move_content(&mut self, start: Start, length: usize) -> Start {
        let content = start.place + start.reserved;
        let needed = (usize::BITS - length.leading_zeros()).div_ceil(7) as usize;
        self.0.resize(self.0.len() + needed - start.reserved, 0);
        self.0.copy_within(content..content + length, start.place + needed);
        Start { reserved: needed, ..start }
    }
}

impl Writer for Protobuf {
    type Start = Start;

    #[inline(always)]
    fn string(&mut self, field: Field, value: &str) {
        self.bytes(field, value.as_bytes());
    }

    #[inline(always)]
    fn bytes(&mut self, field: Field, value: &[u8]) {
        if !value.is_empty() || field.has_presence {
            match value.len() as u64 {
                length @ 0..0x80 => self.tagged(field, LENGTH, None, [low_bits(length)]),
                length => {
                    self.tag(field, LENGTH);
                    self.varint(length);
                }
            }
            self.0.extend_from_slice(value);
        }
    }

    #[inline(always)]
    fn id<const N: usize>(&mut self, field: Field, value: [u8; N]) {
        const { assert!(N <= 16, "the ids have at most 16 bytes") };
        self.tagged(field, LENGTH, Some(low_bits(N as u64)), value);
    }

    #[inline(always)]
    fn bool(&mut self, field: Field, value: bool) {
        self.varint_field(field, u64::from(value));
    }

    #[inline(always)]
    fn enumeration(&mut self, field: Field, value: u32) {
        self.varint_field(field, u64::from(value));
    }

    #[inline(always)]
    fn uint32(&mut self, field: Field, value: u32) {
        self.varint_field(field, u64::from(value));
    }

    #[inline(always)]
    fn sint32(&mut self, field: Field, value: i32) {
        self.varint_field(field, u64::from(u32::from_ne_bytes((value << 1 ^ value >> 31).to_ne_bytes())));
    }

    #[inline(always)]
    fn fixed32(&mut self, field: Field, value: u32) {
        if value != 0 || field.has_presence {
            self.tagged(field, I32, None, value.to_le_bytes());
        }
    }

    #[inline(always)]
    fn int64(&mut self, field: Field, value: i64) {
        self.varint_field(field, unsigned(value));
    }

    #[inline(always)]
    fn fixed64(&mut self, field: Field, value: u64) {
        if value != 0 || field.has_presence {
            self.tagged(field, I64, None, value.to_le_bytes());
        }
    }

    #[inline(always)]
    fn sfixed64(&mut self, field: Field, value: i64) {
        self.fixed64(field, unsigned(value));
    }

    #[inline(always)]
    fn double(&mut self, field: Field, value: f64) {
        self.fixed64(field, value.to_bits());
    }

    fn uint64_list(&mut self, field: Field, values: impl IntoIterator<Item = u64>) {
        self.packed(field, |writer| values.into_iter().for_each(|value| writer.varint(value)));
    }

    fn fixed64_list(&mut self, field: Field, values: impl IntoIterator<Item = u64>) {
        self.packed(field, |writer| {
            values.into_iter().for_each(|value| writer.0.extend_from_slice(&value.to_le_bytes()));
        });
    }

    fn double_list(&mut self, field: Field, values: impl IntoIterator<Item = f64>) {
        self.fixed64_list(field, values.into_iter().map(f64::to_bits));
    }

    #[inline(always)]
    fn begin_root(&mut self) {}

    #[inline(always)]
    fn end_root(&mut self) {}

    #[inline(always)]
    fn begin_message(&mut self, field: Field) -> Start {
        self.begin(field)
    }

    #[inline(always)]
    fn begin_list(&mut self, _: Field) -> Start {
        Start { place: 0, reserved: 0 }
    }

    #[inline(always)]
    fn end_list(&mut self, _: Start) {}

    #[inline(always)]
    fn begin_item(&mut self, field: Field) -> Start {
        self.begin(field)
    }

    /// Writes the length into the bytes that were reserved for it.
    #[inline(always)]
    fn end(&mut self, mut start: Start) {
        let length = self.0.len() - start.place - start.reserved;
        if length >> (7 * start.reserved) != 0 {
            start = self.move_content(start, length);
        }
        let Start { place, reserved } = start;
        let Some(places) = self.0.get_mut(place..place + reserved) else { return };
        let mut rest = length as u64;
        for (index, place) in places.iter_mut().enumerate() {
            *place = low_bits(rest) | if index + 1 < reserved { MORE } else { 0 };
            rest >>= 7;
        }
    }

    #[inline]
    fn raw(&mut self, piece: &[u8]) {
        self.0.extend_from_slice(piece);
    }

    #[inline]
    fn written(&self) -> &[u8] {
        &self.0
    }

    #[inline]
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

/// Returns the lowest seven bits.
#[inline(always)]
const fn low_bits(value: u64) -> u8 {
    (value & 0x7f) as u8
}

/// Returns the number with the same bits.
#[inline(always)]
const fn unsigned(value: i64) -> u64 {
    u64::from_ne_bytes(value.to_ne_bytes())
}

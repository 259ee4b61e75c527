//! What can be written in both formats.

use super::field::Field;

/// Writes a message. The formats are [`Protobuf`](super::protobuf::Protobuf) and [`Json`](super::json::Json).
///
/// ```text
/// let mut writer = W::default();
/// writer.root(|writer| {
///     writer.list(RESOURCE_SPANS, |writer| {
///         writer.item(RESOURCE_SPANS, |writer| writer.string(SCHEMA_URL, "…"));
///     });
/// });
/// writer.into_bytes()
/// ```
///
/// The methods for a value leave it out if it is zero or empty and the field has no presence.
pub(crate) trait Writer: Default {
    /// Where a message or a list starts.
    type Start: Copy;

    fn string(&mut self, field: Field, value: &str);
    fn bytes(&mut self, field: Field, value: &[u8]);
    /// An id of a trace or a span. JSON has it in hexadecimal, and other bytes in base64.
    fn id<const N: usize>(&mut self, field: Field, value: [u8; N]);

    fn bool(&mut self, field: Field, value: bool);
    fn enumeration(&mut self, field: Field, value: u32);
    fn uint32(&mut self, field: Field, value: u32);
    fn sint32(&mut self, field: Field, value: i32);
    fn fixed32(&mut self, field: Field, value: u32);
    fn int64(&mut self, field: Field, value: i64);
    fn fixed64(&mut self, field: Field, value: u64);
    fn sfixed64(&mut self, field: Field, value: i64);
    fn double(&mut self, field: Field, value: f64);

    /// `repeated uint64`
    fn uint64_list(&mut self, field: Field, values: impl IntoIterator<Item = u64>);
    /// `repeated fixed64`
    fn fixed64_list(&mut self, field: Field, values: impl IntoIterator<Item = u64>);
    /// `repeated double`
    fn double_list(&mut self, field: Field, values: impl IntoIterator<Item = f64>);

    fn begin_root(&mut self);
    fn end_root(&mut self);
    fn begin_message(&mut self, field: Field) -> Self::Start;
    fn begin_list(&mut self, field: Field) -> Self::Start;
    /// Ends a list, which is left out if it is empty.
    fn end_list(&mut self, start: Self::Start);
    fn begin_item(&mut self, field: Field) -> Self::Start;
    /// Ends a message or the item of a list.
    fn end(&mut self, start: Self::Start);

    /// Appends what another writer of the same format has written: fields in a message, or items in a list.
    fn raw(&mut self, piece: &[u8]);

    /// The bytes written so far.
    fn written(&self) -> &[u8];
    /// Removes everything after this [length](Self::len).
    fn truncate(&mut self, length: usize);
    fn reserve(&mut self, bytes: usize);
    /// Returns the memory in bytes.
    fn capacity(&self) -> usize;
    fn into_bytes(self) -> Vec<u8>;

    /// Returns the number of bytes written so far.
    #[inline]
    fn len(&self) -> usize {
        self.written().len()
    }

    /// Writes the outermost message.
    #[inline]
    fn root<R>(&mut self, write: impl FnOnce(&mut Self) -> R) -> R {
        self.begin_root();
        let result = write(self);
        self.end_root();
        result
    }

    /// Writes a message in a message, even if it is empty.
    #[inline(always)]
    fn message<R>(&mut self, field: Field, write: impl FnOnce(&mut Self) -> R) -> R {
        let start = self.begin_message(field);
        let result = write(self);
        self.end(start);
        result
    }

    /// Writes a list of messages: the [items](Self::item) of the same field.
    #[inline(always)]
    fn list<R>(&mut self, field: Field, write: impl FnOnce(&mut Self) -> R) -> R {
        let start = self.begin_list(field);
        let result = write(self);
        self.end_list(start);
        result
    }

    /// Writes a message in a list.
    #[inline(always)]
    fn item<R>(&mut self, field: Field, write: impl FnOnce(&mut Self) -> R) -> R {
        let start = self.begin_item(field);
        let result = write(self);
        self.end(start);
        result
    }
}

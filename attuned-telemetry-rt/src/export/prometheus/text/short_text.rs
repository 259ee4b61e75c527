//! A text of at most 32 bytes, which is copied in a few instructions.

/// A text of at most 32 bytes. A copy of a constant size compiles to a few instructions and no call.
pub(super) struct ShortText {
    bytes: [u8; Self::MAX],
    length: usize,
}

impl ShortText {
    pub(super) const MAX: usize = 32;

    /// Creates a short text. A longer text is truncated.
    pub(super) fn new(text: &str) -> Self {
        let length = text.len().min(Self::MAX);
        let mut bytes = [0; Self::MAX];
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        Self { bytes, length }
    }

    #[inline]
    pub(super) fn write(&self, piece: &mut Vec<u8>) {
        write(piece, &self.bytes, self.length);
    }
}

/// Writes the first `length` bytes of a text.
#[inline]
pub(super) fn write(piece: &mut Vec<u8>, text: &[u8; ShortText::MAX], length: usize) {
    let end = piece.len() + length;
    piece.extend_from_slice(text);
    piece.truncate(end);
}

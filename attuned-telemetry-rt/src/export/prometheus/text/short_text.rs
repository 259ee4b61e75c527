//! A text of a few letters.

/// A text of at most 32 bytes, which is copied in one go.
pub(crate) struct ShortText {
    bytes: [u8; Self::MAX],
    length: usize,
}

impl ShortText {
    pub(super) const MAX: usize = 32;

    /// What goes beyond 32 bytes is cut.
    pub(crate) fn new(text: &str) -> Self {
        let length = text.len().min(Self::MAX);
        let mut bytes = [0; Self::MAX];
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        Self { bytes, length }
    }

    #[inline]
    pub(crate) fn write(&self, piece: &mut Vec<u8>) {
        let end = piece.len() + self.length;
        // A copy whose length is known is a few instructions, and no call.
        piece.extend_from_slice(&self.bytes);
        piece.truncate(end);
    }
}

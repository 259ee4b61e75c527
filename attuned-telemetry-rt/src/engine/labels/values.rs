//! Stores the values of a series' labels in one string. Each value is preceded by its length.

/// The bits of a length that one character holds.
const BITS: u32 = 6;

/// The flag in each character of a length except the last one.
const MORE: u8 = 1 << BITS;

/// Appends a value and its length. The length of a value of up to 63 bytes takes one byte.
pub(crate) fn push(text: &mut String, value: &str) {
    let mut length = value.len();
    while length >> BITS > 0 {
        text.push(char::from(low_bits(length) | MORE));
        length >>= BITS;
    }
    text.push(char::from(low_bits(length)));
    text.push_str(value);
}

/// Returns the number of bytes of a value and its length.
pub(crate) fn size(value: &str) -> usize {
    let bits = usize::BITS - value.len().leading_zeros();
    bits.div_ceil(BITS).max(1) as usize + value.len()
}

fn low_bits(length: usize) -> u8 {
    u8::try_from(length & usize::from(MORE - 1)).unwrap_or_default()
}

/// An iterator over the values at the start of a text. It does not end with the series: the caller takes as many values
/// as the series has labels.
#[derive(Debug)]
pub(crate) struct Values<'text>(pub(crate) &'text str);

impl<'text> Iterator for Values<'text> {
    type Item = &'text str;

    #[inline]
    fn next(&mut self) -> Option<&'text str> {
        let (length, place) = length(self.0.as_bytes())?;
        let (value, rest) = self.0.get(place..)?.split_at_checked(length)?;
        self.0 = rest;
        Some(value)
    }
}

/// Reads values as bytes. Checking for character boundaries would take longer than copying a short value.
pub(crate) struct ValueBytes<'text>(&'text [u8]);

impl<'text> Values<'text> {
    #[inline]
    pub(crate) const fn bytes(self) -> ValueBytes<'text> {
        ValueBytes(self.0.as_bytes())
    }
}

impl<'text> ValueBytes<'text> {
    /// Returns the length of the next value, and the text that starts with the value.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<(usize, &'text [u8])> {
        let (length, place) = length(self.0)?;
        let rest = self.0.get(place..)?;
        self.0 = rest.get(length..)?;
        Some((length, rest))
    }
}

/// Reads a length, and returns it and the offset of the value.
#[inline]
fn length(text: &[u8]) -> Option<(usize, usize)> {
    let first = *text.first()?;
    if first & MORE == 0 { Some((first.into(), 1)) } else { long_length(text) }
}

#[cold]
fn long_length(text: &[u8]) -> Option<(usize, usize)> {
    let (mut length, mut shift) = (0, 0);
    for (place, byte) in text.iter().enumerate() {
        length |= usize::from(byte & (MORE - 1)) << shift;
        shift += BITS;
        if byte & MORE == 0 {
            return Some((length, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_length_round_trip() {
        let given = [0, 1, 5, 62, 63, 64, 65, 4_095, 4_096, 70_000].map(|length| "x".repeat(length));
        let given: Vec<_> = given.into_iter().chain(["größe\n\"\\".to_owned(), "日本語🦀".to_owned()]).collect();
        let mut text = String::new();
        for value in &given {
            let before = text.len();
            push(&mut text, value);
            assert_eq!(text.len() - before, size(value));
        }
        assert_eq!(Values(&text).collect::<Vec<_>>(), given);
        assert_eq!(size(&"x".repeat(63)), 64);
    }
}

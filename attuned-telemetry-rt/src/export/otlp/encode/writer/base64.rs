//! Base64, with padding.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc4648#section-4>

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends the text that stands for the bytes.
pub(in crate::export::otlp) fn push(text: &mut Vec<u8>, bytes: &[u8]) {
    for group in bytes.chunks(3) {
        let [first, second, third] = [0, 1, 2].map(|index| u32::from(group.get(index).copied().unwrap_or(0)));
        let bits = first << 16 | second << 8 | third;
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS[(bits >> shift & 0x3f) as usize];
            text.push(if index <= group.len() { digit } else { b'=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_specification_are_encoded() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            let mut encoded = Vec::new();
            push(&mut encoded, bytes.as_bytes());
            assert_eq!(encoded, text.as_bytes(), "{bytes}");
        }
    }
}

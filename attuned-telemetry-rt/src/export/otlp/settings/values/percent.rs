//! Percent decoding.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc3986#section-2.1>

use std::borrow::Cow;

/// Decodes a text. Returns `None` if a `%` is not followed by two hexadecimal digits, or if the result is not UTF-8.
pub(in crate::export::otlp::settings) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        match rest {
            [] => return String::from_utf8(bytes).ok().map(Cow::Owned),
            [b'%', high, low, after @ ..] => {
                bytes.push(digit(*high)? << 4 | digit(*low)?);
                rest = after;
            }
            [b'%', ..] => return None,
            [byte, after @ ..] => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_whole_escapes_of_utf_8_are_decoded() {
        for (text, expected) in [
            ("", Some("")),
            ("a+b", Some("a+b")),
            ("a%20b%2Cc%2c%3D", Some("a b,c,=")),
            ("gr%C3%B6%C3%9Fe", Some("größe")),
            ("%25%32%35", Some("%25")),
            ("%", None),
            ("50%", None),
            ("%4", None),
            ("%zz", None),
            ("%+1", None),
            ("%C3", None),
            ("%ff", None),
            ("%é1", None),
        ] {
            assert_eq!(decoded(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_a_round_trip(text in ".*") {
            let encoded = text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
            let decoded = decoded(&encoded);
            prop_assert_eq!(decoded.as_deref(), Some(&*text));
        }

        #[test]
        fn any_text_is_decoded_or_refused(text in "(%|[0-9a-f]|.)*") {
            if let Some(decoded) = decoded(&text) {
                prop_assert!(decoded.len() <= text.len());
                prop_assert_eq!(decoded == text, !text.contains('%'));
            }
        }
    }
}

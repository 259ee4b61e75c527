//! Encodings of texts and bytes in headers.

/// Decodes `grpc-message`: percent-encoded UTF-8. What is not encoded correctly stays as it is.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let byte = if *first == b'%' { tail.get(..2).and_then(hexadecimal) } else { None };
        decoded.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    // `from_str_radix` allows a sign.
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.contains('+'))?;
    u8::from_str_radix(digits, 16).ok()
}

/// Decodes base64, with or without padding. <https://www.rfc-editor.org/rfc/rfc4648#section-4>
pub(super) fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut decoded = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        bits = bits << 6 | sextet(letter)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count & 0xff) as u8);
        }
    }
    (count < 6).then_some(decoded)
}

fn sextet(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn messages_are_decoded() {
        for (text, expected) in [
            ("plain text", "plain text"),
            ("50%25 of %E6%97%A5%0a", "50% of 日\n"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%+1%%41", "%zz%+1%A"),
            ("%ff", "\u{fffd}"),
        ] {
            assert_eq!(percent_decoded(text), expected);
        }
    }

    #[test]
    fn base64_is_decoded() {
        // https://www.rfc-editor.org/rfc/rfc4648#section-10
        for (text, expected) in
            [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg", "foob"), ("Zm9vYmE", "fooba")]
        {
            assert_eq!(base64_decoded(text).as_deref(), Some(expected.as_bytes()), "{text}");
        }
        for text in ["Z", "Zm9vY", "Zm9v!", "Zm-_"] {
            assert_eq!(base64_decoded(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_decoded(text: String) {
            let _ = (percent_decoded(&text), base64_decoded(&text));
        }
    }
}

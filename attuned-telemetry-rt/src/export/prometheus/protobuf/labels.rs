//! Labels as messages.

use super::messages::LabelPair;

/// `method="GET",path="/state"` → a message for each.
pub(super) fn pairs(mut text: &str) -> Vec<LabelPair> {
    let mut pairs = Vec::new();
    while let Some((name, quoted)) = text.split_once("=\"") {
        let (value, rest) = unquoted(quoted);
        pairs.push(LabelPair { name: Some(name.to_owned()), value: Some(value) });
        text = rest.strip_prefix(',').unwrap_or(rest);
    }
    pairs
}

/// `x\"y",rest` → `x"y`, and `,rest`.
fn unquoted(quoted: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((end, letter)) = letters.next() {
        match letter {
            '"' => return (value, &quoted[end + 1..]),
            '\\' => value.extend(letters.next().map(|(_, escaped)| if escaped == 'n' { '\n' } else { escaped })),
            _ => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_they_are_written() {
        let values = ["GET", r#"a\b"c"#, "\\", "\"", ",x=\"y\"", "line\nbreak\\n", "größe=\"1\",", "}"];
        for value in values {
            let labels = [metrics::Label::new("one", value), metrics::Label::new("two", "2")];
            let read = crate::engine::family::labels::with_text(labels.iter(), pairs);
            let expected = [("one", value), ("two", "2")];
            let expected =
                expected.map(|(name, value)| LabelPair { name: Some(name.into()), value: Some(value.into()) });
            assert_eq!(read, expected);
        }
        assert_eq!(pairs(""), []);
    }
}

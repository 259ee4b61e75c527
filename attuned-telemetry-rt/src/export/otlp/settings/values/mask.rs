//! URLs without secrets.

/// Returns a URL, or a text that should be one, without user, password and query.
///
/// An `@` may be in a password that is not encoded as it should be. So everything up to the last one is masked.
pub(crate) fn masked_url(text: &str) -> String {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if scheme.len() <= 10 && scheme.bytes().all(|letter| letter.is_ascii_alphabetic()) => {
            (format!("{scheme}://"), rest)
        }
        _ => (String::new(), text),
    };
    let (user, rest) = rest.rsplit_once('@').map_or(("", rest), |(_, rest)| ("***@", rest));
    let (rest, query) = rest.split_once(['?', '#']).map_or((rest, ""), |(rest, _)| (rest, "?***"));
    format!("{scheme}{user}{rest}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_passwords_and_queries_are_masked() {
        for (url, expected) in [
            ("http://collector:4318/v1/traces", "http://collector:4318/v1/traces"),
            ("https://ada:secret@collector", "https://***@collector"),
            ("https://ada@collector?key=secret", "https://***@collector?***"),
            ("ada:sec@ret@collector", "***@collector"),
            ("http://ada:12/sec?r#et@collector/path", "http://***@collector/path"),
            ("secret secret://collector", "secret secret://collector"),
        ] {
            assert_eq!(masked_url(url), expected);
        }
    }
}

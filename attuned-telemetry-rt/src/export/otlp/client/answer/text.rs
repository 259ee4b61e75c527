//! Text that a server sends about an error.

use http::HeaderValue;

/// Maximum length of a text of a server in a message, in bytes.
const LONGEST: usize = 4 * 1024;

/// Secrets shorter than this are not searched for: they would be found everywhere.
const SHORTEST_SECRET: usize = 4;

/// Cleans texts of servers before they become part of a message.
pub(in crate::export::otlp::client) struct Cleaner {
    /// The values of the configured headers. A server may repeat them in its answer.
    secrets: Vec<String>,
}

impl Cleaner {
    /// Creates a cleaner that masks the values of headers.
    pub(in crate::export::otlp::client) fn new<'value>(values: impl Iterator<Item = &'value HeaderValue>) -> Self {
        let texts = values.filter_map(|value| value.to_str().ok());
        // Of `Bearer token`, the token alone is a secret, too.
        let secrets = texts.flat_map(|text| [Some(text), text.rsplit_once(' ').map(|(_, token)| token)]).flatten();
        let mut secrets: Vec<_> =
            secrets.filter(|secret| secret.len() >= SHORTEST_SECRET).map(ToOwned::to_owned).collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        Self { secrets }
    }

    /// Returns the beginning of a text, without secrets.
    pub(in crate::export::otlp::client) fn clean(&self, text: &str) -> String {
        let mut clean = text.trim().to_owned();
        for secret in &self.secrets {
            if clean.contains(secret) {
                clean = clean.replace(secret, "***");
            }
        }
        if clean.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|end| clean.is_char_boundary(*end)).unwrap_or(0);
            clean.truncate(end);
            clean.push('…');
        }
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaner(value: &'static str) -> Cleaner {
        Cleaner::new([HeaderValue::from_static(value)].iter())
    }

    #[test]
    fn values_of_headers_are_masked() {
        let cleaner = cleaner("Bearer s3cr3t-token");
        assert_eq!(cleaner.clean("bad header: Bearer s3cr3t-token"), "bad header: ***");
        assert_eq!(cleaner.clean("unknown token s3cr3t-token\n"), "unknown token ***");
    }

    #[test]
    fn short_values_are_no_secrets() {
        assert_eq!(cleaner("on").clean("the connection is on"), "the connection is on");
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let clean = cleaner("none").clean(&"é".repeat(LONGEST));
        assert_eq!(clean, format!("{}…", "é".repeat(LONGEST / 2)));
        let clean = cleaner("none").clean(&format!("a{}", "é".repeat(LONGEST)));
        assert_eq!(clean.len(), LONGEST - 1 + '…'.len_utf8());
    }
}

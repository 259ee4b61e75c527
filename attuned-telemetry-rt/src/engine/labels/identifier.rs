//! Identifiers: names of metrics and labels that are valid in every backend.
//!
//! An identifier consists of ASCII letters, digits and `_`, as Prometheus requires. The engine stores each name as it
//! was given, but compares identifiers: `http.requests` and `http_requests` are the same metric, in every backend.
//!
//! Source: <https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels>

use std::borrow::Cow;

/// Returns the identifier of a metric's name, which may also contain `:`.
pub(crate) fn of_metric(name: &str) -> Cow<'_, str> {
    of(name, |byte| is_word(byte) || byte == b':')
}

/// Returns the identifier of a label's name. `le` and names that start with `__` are renamed: Prometheus uses `le` for
/// the bounds of buckets, and drops labels that start with `__` when it scrapes, except `__name__`, the name of the
/// metric.
pub(crate) fn of_label(name: &str) -> Cow<'_, str> {
    match of(name, is_word) {
        identifier if identifier == "le" => Cow::Borrowed("exported_le"),
        identifier if identifier.starts_with("__") => Cow::Owned(format!("exported_{}", identifier.trim_matches('_'))),
        identifier => identifier,
    }
}

/// Replaces every character that is not allowed with `_`, and puts a `_` before a leading digit.
fn of(name: &str, is_allowed: impl Fn(u8) -> bool) -> Cow<'_, str> {
    let starts_well = name.as_bytes().first().is_some_and(|first| !first.is_ascii_digit());
    // No byte of a character beyond ASCII is allowed.
    if starts_well && name.bytes().all(&is_allowed) {
        return Cow::Borrowed(name);
    }
    let first = if starts_well { "" } else { "_" };
    let is_allowed = |letter| u8::try_from(letter).is_ok_and(&is_allowed);
    let letters = name.chars().map(|letter| if is_allowed(letter) { letter } else { '_' });
    Cow::Owned(first.chars().chain(letters).collect())
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifier_has_only_characters_that_every_backend_allows() {
        assert_eq!(
            ["http.requests", "a:b", "größe", "1st", ""].map(of_metric),
            ["http_requests", "a:b", "gr__e", "_1st", "_"]
        );
        assert_eq!(
            ["a-b", "a:b", "le", "__name__", "..name..", "_x", "__meta_x", "__"].map(of_label),
            ["a_b", "a_b", "exported_le", "exported_name", "exported_name", "_x", "exported_meta_x", "exported_"]
        );
    }
}

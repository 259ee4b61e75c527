//! Options of the dashboard.

/// Maximum length of a `uid` in Grafana, in bytes.
const MAX_UID_LENGTH: usize = 40;

/// Options of [`Catalog::dashboard`](crate::catalog::Catalog::dashboard).
///
/// ```
/// use attuned_telemetry_rt::generate::dashboard::DashboardOptions;
///
/// let options = DashboardOptions::new("Shop").uid("shop");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DashboardOptions {
    pub(super) title: String,
    pub(super) uid: String,
    pub(super) breakers: bool,
}

impl DashboardOptions {
    /// Creates options with a title. The `uid` is derived from the title.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { uid: identifier(&title), title, breakers: false }
    }

    /// Sets the `uid`. Importing the dashboard replaces an existing dashboard with the same `uid`. A space becomes `-`.
    /// If the text has other characters that Grafana does not allow, or more than 40 characters, it is shortened and
    /// ends with a hash.
    #[must_use]
    pub fn uid(self, uid: &str) -> Self {
        Self { uid: identifier(uid), ..self }
    }

    /// Adds a panel of circuit breakers, for programs that export `attuned_telemetry_breaker_state{backend,state}`.
    /// This crate does not export that metric.
    #[must_use]
    pub fn with_breakers(self) -> Self {
        Self { breakers: true, ..self }
    }
}

/// `State store` → `state-store`. If other characters are replaced or the text is cut, a hash of the text follows, so
/// that different texts have different identifiers: `Größe` → `gr--e-48b3427a`.
fn identifier(text: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' | '-' | '_' => letter,
        'A'..='Z' => letter.to_ascii_lowercase(),
        _ => '-',
    };
    let is_kept = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '_');
    let identifier = text.chars().map(letter);
    if (1..=MAX_UID_LENGTH).contains(&text.len()) && text.chars().all(is_kept) {
        return identifier.collect();
    }
    let hash = format!("-{:08x}", stable_hash(text));
    identifier.take(MAX_UID_LENGTH - hash.len()).chain(hash.chars()).collect()
}

/// Returns a hash that is the same in every build. Source: <https://datatracker.ietf.org/doc/html/rfc9923> (FNV-1a)
fn stable_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DashboardOptions, MAX_UID_LENGTH, stable_hash};

    fn uid(title: &str) -> String {
        DashboardOptions::new(title).uid
    }

    #[test]
    fn uid_has_only_characters_that_grafana_allows() {
        assert_eq!(uid("State store"), "state-store");
        assert_eq!(uid(&"a".repeat(40)), "a".repeat(40));
        let title = "State Store (größer)";
        assert_eq!(uid(title), format!("state-store--gr--er--{:08x}", stable_hash(title)));
        assert_eq!(DashboardOptions::new("Shop").uid(&uid(title)).uid, uid(title), "an identifier stays as it is");
    }

    #[test]
    fn titles_that_differ_have_different_uids() {
        let long = "Orders and payments of the European shops";
        let titles =
            ["", "日本語", "中国語", "日本", "größe", "grüße", "a/b", "a-b", "a+b", long, &format!("{long} 2")];
        let uids: BTreeSet<_> = titles.into_iter().map(uid).collect();
        assert_eq!(uids.len(), titles.len(), "{uids:?}");
        assert!(uids.iter().all(|uid| (1..=MAX_UID_LENGTH).contains(&uid.len()) && uid.is_ascii()), "{uids:?}");
    }

    #[test]
    fn hash_is_the_published_one() {
        assert_eq!(["", "a", "foobar"].map(stable_hash), [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}

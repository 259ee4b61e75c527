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

    /// Sets the `uid`. Importing the dashboard replaces an existing dashboard with the same `uid`. Characters that
    /// Grafana does not allow become `-`, and the text is cut to 40 characters.
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

/// `State store!` → `state-store-`
fn identifier(text: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' | '-' | '_' => letter,
        'A'..='Z' => letter.to_ascii_lowercase(),
        _ => '-',
    };
    text.chars().take(MAX_UID_LENGTH).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::DashboardOptions;

    #[test]
    fn uid_has_only_characters_that_grafana_allows() {
        assert_eq!(DashboardOptions::new("State Store (größer)").uid, "state-store--gr--er-");
        assert_eq!(DashboardOptions::new("a".repeat(60)).uid.len(), 40);
    }
}

//! What the dashboard of a program should know that no annotation says.

/// The longest identifier that Grafana takes, in bytes.
const LONGEST_UID: usize = 40;

/// What the dashboard of a program should know that no annotation says.
///
/// ```
/// use attuned_telemetry_rt::generate::dashboard::DashboardOptions;
///
/// let options = DashboardOptions::new("Shop").uid("shop").with_breakers();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DashboardOptions {
    pub(super) title: String,
    pub(super) uid: String,
    pub(super) breakers: bool,
}

impl DashboardOptions {
    /// A dashboard with a title. Its `uid`, by which a newer one replaces it, is made of the title.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { uid: identifier(&title), title, breakers: false }
    }

    /// Another `uid`. What Grafana does not take in one becomes `-`, and what is longer than 40 letters is cut off.
    #[must_use]
    pub fn uid(self, uid: &str) -> Self {
        Self { uid: identifier(uid), ..self }
    }

    /// Shows the breakers of the adapters, for a program that has such.
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
    text.chars().take(LONGEST_UID).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::DashboardOptions;

    #[test]
    fn uid_has_letters_that_grafana_takes() {
        assert_eq!(DashboardOptions::new("State Store (größer)").uid, "state-store--gr--er-");
        assert_eq!(DashboardOptions::new("a".repeat(60)).uid.len(), 40);
    }
}

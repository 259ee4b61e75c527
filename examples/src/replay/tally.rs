//! Counts the responses of a replay.

use std::collections::BTreeMap;
use std::fmt;

use super::client::Seen;

/// Counts of the responses of a replay.
#[derive(Default)]
pub(super) struct Tally {
    /// Responses by the first digit of their status.
    answers: BTreeMap<u16, u64>,
    went_away: u64,
    nothing: u64,
    /// Reason of the first request without a response.
    first_reason: Option<String>,
}

impl Tally {
    /// Counts one request.
    pub(super) fn count(&mut self, seen: Seen) {
        match seen {
            Seen::Answer(status) => *self.answers.entry(status.as_u16() / 100).or_default() += 1,
            Seen::WentAway => self.went_away += 1,
            Seen::Nothing(reason) => {
                self.nothing += 1;
                self.first_reason.get_or_insert(reason);
            }
        }
    }

    /// Adds the counts of another connection.
    pub(super) fn add(&mut self, other: Self) {
        for (class, count) in other.answers {
            *self.answers.entry(class).or_default() += count;
        }
        self.went_away += other.went_away;
        self.nothing += other.nothing;
        self.first_reason = self.first_reason.take().or(other.first_reason);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (class, count) in &self.answers {
            write!(formatter, "{count} × {class}xx, ")?;
        }
        write!(formatter, "{} cancelled by the client, {} without a response", self.went_away, self.nothing)?;
        self.first_reason.as_ref().map_or(Ok(()), |reason| write!(formatter, " ({reason})"))
    }
}

#[cfg(test)]
mod tests {
    use hyper::StatusCode;

    use super::*;

    #[test]
    fn answers_are_counted_by_class_over_all_connections() {
        let mut one = Tally::default();
        one.count(Seen::Answer(StatusCode::OK));
        one.count(Seen::Answer(StatusCode::NO_CONTENT));
        let mut another = Tally::default();
        another.count(Seen::Answer(StatusCode::NOT_FOUND));
        another.count(Seen::WentAway);
        another.count(Seen::Nothing("refused".to_owned()));
        one.add(another);
        assert_eq!(one.to_string(), "2 × 2xx, 1 × 4xx, 1 cancelled by the client, 1 without a response (refused)");
    }
}

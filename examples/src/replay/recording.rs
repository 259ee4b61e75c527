//! A whole replay file: its requests by connection, and its invalid lines.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::line::Line;

/// A whole replay file.
pub(super) struct Recording {
    /// Requests of each connection, in the order of the file.
    pub(super) lanes: Vec<Vec<Line>>,
    pub(super) mistakes: Vec<Mistake>,
}

/// An invalid line.
#[derive(Debug, PartialEq)]
pub(crate) struct Mistake {
    /// Line number, from 1.
    number: usize,
    what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.number, self.what)
    }
}

impl Recording {
    /// Parses a file for a number of connections. Blank lines are ignored.
    ///
    /// The connection depends only on the user, so that every replay of a file has the same results.
    pub(super) fn parse(bytes: &[u8], connections: usize) -> Self {
        let mut recording = Self { lanes: vec![Vec::new(); connections], mistakes: Vec::new() };
        for (position, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match Line::parse(line) {
                Ok(line) => recording.lanes[lane(&line, connections)].push(line),
                Err(what) => recording.mistakes.push(Mistake { number: position + 1, what }),
            }
        }
        recording
    }
}

fn lane(line: &Line, connections: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    line.user().hash(&mut hasher);
    // The lowest bits of the hash select the connection.
    #[expect(clippy::cast_possible_truncation, reason = "the rest of the hash is not needed")]
    let hash = hasher.finish() as usize;
    hash % connections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_keeps_to_one_connection_and_to_the_order() {
        let file = br#"{"method":"PUT","path":"/state/mira"}
{"method":"GET","path":"/translate/mira"}
{"method":"DELETE","path":"/state/mira"}"#;
        let Recording { lanes, mistakes } = Recording::parse(file, 4);
        assert_eq!(mistakes, []);
        let lengths: Vec<_> = lanes.iter().map(Vec::len).filter(|length| *length > 0).collect();
        assert_eq!(lengths, [3]);
    }

    #[test]
    fn a_bad_line_is_named_by_its_number_and_left_out() {
        let file = b"\n{\"method\":\"GET\",\"path\":\"/state/mira\"}\nnonsense\n\xff\n";
        let Recording { lanes, mistakes } = Recording::parse(file, 1);
        assert_eq!(lanes[0].len(), 1);
        let numbers: Vec<_> = mistakes.iter().map(|mistake| mistake.number).collect();
        assert_eq!(numbers, [3, 4]);
    }
}

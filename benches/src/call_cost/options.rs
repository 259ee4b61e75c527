//! The command line.

use std::path::PathBuf;

use attuned_telemetry_benches::command_line::{self, Mistake, Words, is_asked};
use attuned_telemetry_benches::folders;

use crate::row::{PLAIN, ROWS, Row};

/// Output of `--help`.
pub(crate) const HELP: &str = "\
call-cost: run-time cost of a call of an annotated function, compared with other tools

Generates a program for each way to observe the same function, runs the programs alternately, runs them under valgrind
to count instructions, and prints a table.

  --rounds N          number of runs of each program; each time is the minimum of all runs (default 5)
  --milliseconds N    duration of each measurement (default 300)
  --measures A,B      only these measures: time, instructions
  --variants A,B      only rows with these names or prefixes, for example `observed` (default all)
  --lto               compile with `lto = \"fat\"`
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated packages (default call-cost in the target directory)
  --help              show this text

benches/README.md explains the rows of the table.
";

const MEASURES: [&str; 2] = ["time", "instructions"];

/// The settings of a run.
#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    pub(crate) rounds: u32,
    milliseconds: u32,
    measures: Option<Vec<String>>,
    variants: Option<Vec<String>>,
    pub(crate) lto: bool,
    /// Repository whose runtime is measured.
    pub(crate) runtime: PathBuf,
    /// Directory of the generated packages.
    pub(crate) folder: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        let runtime = folders::repository();
        Self { rounds: 5, milliseconds: 300, measures: None, variants: None, lto: false, runtime, folder: None }
    }
}

impl command_line::Options for Options {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--rounds" => self.rounds = words.count()?,
            "--milliseconds" => self.milliseconds = words.count()?,
            "--measures" => self.measures = Some(words.names(MEASURES.into_iter())?),
            "--variants" => self.variants = Some(words.names(families().into_iter())?),
            "--lto" => self.lto = true,
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

impl Options {
    /// Returns the requested rows, with their baselines.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &'static Row> {
        let is_baseline = |name| ROWS.iter().any(|row| row.baseline == name && self.is_asked(row.name));
        ROWS.iter().filter(move |row| row.name == PLAIN || self.is_asked(row.name) || is_baseline(row.name))
    }

    fn is_asked(&self, row: &str) -> bool {
        beginnings(row).any(|name| is_asked(self.variants.as_deref(), name))
    }

    /// Whether a measure is requested.
    pub(crate) fn asks_for(&self, measure: &str) -> bool {
        is_asked(self.measures.as_deref(), measure)
    }

    pub(crate) fn seconds(&self) -> f64 {
        f64::from(self.milliseconds) / 1000.0
    }
}

/// Returns the names that select a row, for example `both`, `both-cached` and `both-cached-filtered`.
fn beginnings(row: &str) -> impl Iterator<Item = &str> {
    row.match_indices('-').map(|(end, _)| &row[..end]).chain([row])
}

/// Returns all names that select rows, without duplicates.
fn families() -> Vec<&'static str> {
    let mut names: Vec<_> = ROWS.iter().flat_map(|row| beginnings(row.name)).collect();
    let mut known = std::collections::HashSet::new();
    names.retain(|name| known.insert(*name));
    names
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
mod tests {
    use std::ffi::OsString;

    use attuned_telemetry_benches::command_line::Asked;

    use super::*;

    fn rows(line: &str) -> Vec<&'static str> {
        let Ok(Asked::Measure(options)) = Asked::<Options>::from_words(line.split_whitespace().map(OsString::from))
        else {
            panic!("the line is right");
        };
        options.rows().map(|row| row.name).collect()
    }

    #[test]
    fn all_measures_run_by_default() {
        assert_eq!(Options::default().rows().count(), ROWS.len());
    }

    #[test]
    fn a_prefix_selects_a_group_of_rows() {
        let group = ["plain", "tracing-opentelemetry-sampled", "tracing-opentelemetry-unsampled"];
        assert_eq!(rows("--variants tracing-opentelemetry"), group);
    }

    #[test]
    fn a_full_name_selects_one_row() {
        assert_eq!(rows("--variants limit,tracing-registry"), ["plain", "limit", "tracing-registry"]);
    }
}

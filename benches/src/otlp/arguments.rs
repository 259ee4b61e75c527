//! The command line.

use std::path::PathBuf;

use attuned_telemetry_benches::command_line::{Mistake, Options, Words};
use attuned_telemetry_benches::folders;

pub(crate) const HELP: &str = "\
otlp: the cost of spans and metrics on their way to an OpenTelemetry collector, compared with other tools

Generates programs, and a collector that discards what it receives. Prints tables.

  --spans N           spans in each row (default 1000000)
  --series N          series that are sent (default 100000)
  --measures LIST     some of spans, series, build (default all)
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated packages (default otlp in the target directory)
  --help              show this text
";

pub(crate) const MEASURES: [&str; 3] = ["spans", "series", "build"];

/// The settings of a run.
pub(crate) struct Arguments {
    pub(crate) spans: u64,
    pub(crate) series: u64,
    pub(crate) measures: Option<Vec<String>>,
    pub(crate) runtime: PathBuf,
    pub(crate) folder: Option<PathBuf>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self { spans: 1_000_000, series: 100_000, measures: None, runtime: folders::repository(), folder: None }
    }
}

impl Options for Arguments {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--spans" => self.spans = words.number()?,
            "--series" => self.series = words.number()?,
            "--measures" => self.measures = Some(words.names(MEASURES.into_iter())?),
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

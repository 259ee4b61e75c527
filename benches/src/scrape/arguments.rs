//! The command line.

use std::path::PathBuf;

use attuned_telemetry_benches::command_line::{Mistake, Options, Words, is_asked};
use attuned_telemetry_benches::folders;
use attuned_telemetry_benches::pages::LIBRARIES;

/// Output of `--help`.
pub(crate) const HELP: &str = "\
scrape: time to render a page of metrics, and its effect on concurrent recording, compared with other libraries

Generates a program for each library, runs the programs, and prints tables.

  --counters N        number of counters with two labels (default 100000)
  --histograms N      number of histograms with 14 buckets and two labels (default 10000)
  --milliseconds N    duration of each measurement (default 2000)
  --measures A,B      only these measures: pages, writers, http
  --libraries A,B     only these libraries: ours, ours-in-pieces, metrics-exporter-prometheus, prometheus-client,
                      prometheus, opentelemetry, measured, fastmetrics, by-hand
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated packages (default pages in the target directory)
  --help              show this text
";

const MEASURES: [&str; 3] = ["pages", "writers", "http"];

/// The settings of a run.
pub(crate) struct Arguments {
    pub(crate) counters: u64,
    pub(crate) histograms: u64,
    milliseconds: u32,
    measures: Option<Vec<String>>,
    pub(crate) libraries: Option<Vec<String>>,
    /// Repository whose runtime is measured.
    pub(crate) runtime: PathBuf,
    /// Directory of the generated packages.
    pub(crate) folder: Option<PathBuf>,
}

impl Default for Arguments {
    fn default() -> Self {
        let (counters, histograms, milliseconds) = (100_000, 10_000, 2000);
        let runtime = folders::repository();
        Self { counters, histograms, milliseconds, measures: None, libraries: None, runtime, folder: None }
    }
}

impl Options for Arguments {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--counters" => self.counters = words.number()?,
            "--histograms" => self.histograms = words.number()?,
            "--milliseconds" => self.milliseconds = words.count()?,
            "--measures" => self.measures = Some(words.names(MEASURES.into_iter())?),
            "--libraries" => self.libraries = Some(words.names(LIBRARIES.iter().map(|library| library.name))?),
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

impl Arguments {
    /// Whether a measure is requested.
    pub(crate) fn asks_for(&self, measure: &str) -> bool {
        is_asked(self.measures.as_deref(), measure)
    }

    pub(crate) fn seconds(&self) -> f64 {
        f64::from(self.milliseconds) / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_measure_and_every_library() {
        for name in MEASURES.into_iter().chain(LIBRARIES.iter().map(|library| library.name)) {
            assert!(HELP.contains(name), "{name}");
        }
    }
}

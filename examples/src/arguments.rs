//! The command line.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// The text of `--help`.
pub(crate) const HELP: &str = "\
state-store: a service that keeps the newest state of every user

It serves on 127.0.0.1, replays a file of requests against itself, prints a report, and serves until Ctrl-C.

  --port N             port to listen on, 0 for any free port (default 8080)
  --store memory|redb  where to keep states: in memory or in a database (default memory)
  --data DIR           folder of the database and of the audit file (default examples/data/state)
  --replay FILE        requests to replay, one per line (default examples/data/requests.jsonl)
  --otlp URL           send spans, metrics and log records to an OpenTelemetry collector, such as
                       http://127.0.0.1:4318; the variables OTEL_* set the protocol and everything else
  --exit               exit after the replay
  --help               print this text

The following arguments print a file that is generated from the annotations, and exit:

  dashboard            a Grafana dashboard
  alerts               Prometheus alert rules
  catalog              the list of everything annotated in the program, as JSON
";

/// What the command line requests.
#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    /// Serve and replay.
    Run(Arguments),
    /// Print a file that is generated from the annotations.
    Print(Page),
    /// Print the help.
    Help,
}

/// A file that is generated from the annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// A Grafana dashboard.
    Dashboard,
    /// Prometheus alert rules.
    Alerts,
    /// The list of everything annotated, as JSON.
    Catalog,
}

/// The settings of a run.
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    /// Port to listen on, 0 for any free port.
    pub(crate) port: u16,
    /// Kind of the store.
    pub(crate) store: StoreKind,
    /// The folder of the database and of the audit file.
    pub(crate) data: PathBuf,
    /// The file of requests.
    pub(crate) replay: PathBuf,
    /// The URL of the OpenTelemetry collector that receives the telemetry.
    pub(crate) otlp: Option<String>,
    /// Whether to exit after the replay.
    pub(crate) exit: bool,
}

/// Kind of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreKind {
    /// In memory.
    Memory,
    /// In a database on disk.
    Redb,
}

/// An invalid command line: what was found, and what is allowed.
#[derive(Debug, PartialEq)]
pub(crate) struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Mistake {}

impl Default for Arguments {
    fn default() -> Self {
        // An absolute path works from every working directory.
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        Self {
            port: 8080,
            store: StoreKind::Memory,
            replay: data.join("requests.jsonl"),
            data: data.join("state"),
            otlp: None,
            exit: false,
        }
    }
}

impl Asked {
    /// Reads the command line, without the program's own name.
    ///
    /// # Errors
    ///
    /// Returns an error at the first invalid argument.
    pub(crate) fn from_words(words: impl IntoIterator<Item = OsString>) -> Result<Self, Mistake> {
        let mut words = words.into_iter();
        let mut arguments = Arguments::default();
        while let Some(word) = words.next() {
            let mut value = |expected: &str| {
                let missing = || Mistake(format!("`{}` needs a value: expected {expected}", word.to_string_lossy()));
                words.next().ok_or_else(missing)
            };
            match word.to_str() {
                Some("--port") => arguments.port = port(&value("a number")?)?,
                Some("--store") => arguments.store = store(&value("`memory` or `redb`")?)?,
                Some("--data") => arguments.data = value("a folder")?.into(),
                Some("--replay") => arguments.replay = value("a file")?.into(),
                Some("--otlp") => arguments.otlp = Some(url(value("a URL")?)?),
                Some("--exit") => arguments.exit = true,
                Some("--help" | "-h") => return Ok(Self::Help),
                Some("dashboard") => return Ok(Self::Print(Page::Dashboard)),
                Some("alerts") => return Ok(Self::Print(Page::Alerts)),
                Some("catalog") => return Ok(Self::Print(Page::Catalog)),
                _ => return Err(unknown(&word)),
            }
        }
        Ok(Self::Run(arguments))
    }
}

fn unknown(word: &OsString) -> Mistake {
    let allowed = "`--port N`, `--store memory|redb`, `--data DIR`, `--replay FILE`, `--otlp URL`, `--exit`, \
                   `--help`, `dashboard`, `alerts`, `catalog`";
    Mistake(format!("unknown argument `{}`, expected one of {allowed}", word.to_string_lossy()))
}

fn port(word: &OsString) -> Result<u16, Mistake> {
    let number = word.to_str().and_then(|digits| digits.parse().ok());
    number
        .ok_or_else(|| Mistake(format!("invalid port `{}`: expected a number from 0 to 65535", word.to_string_lossy())))
}

/// The telemetry checks the URL itself.
fn url(word: OsString) -> Result<String, Mistake> {
    word.into_string().map_err(|word| Mistake(format!("invalid URL `{}`: expected UTF-8", word.to_string_lossy())))
}

fn store(word: &OsString) -> Result<StoreKind, Mistake> {
    match word.to_str() {
        Some("memory") => Ok(StoreKind::Memory),
        Some("redb") => Ok(StoreKind::Redb),
        _ => Err(Mistake(format!("unknown store `{}`, expected one of `memory`, `redb`", word.to_string_lossy()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked, Mistake> {
        Asked::from_words(line.split_whitespace().map(OsString::from))
    }

    fn mistake(line: &str) -> String {
        asked(line).map_or_else(|mistake| mistake.to_string(), |_| String::new())
    }

    #[test]
    fn every_argument_is_read() {
        let expected = Arguments {
            port: 0,
            store: StoreKind::Redb,
            data: PathBuf::from("there"),
            replay: PathBuf::from("some.jsonl"),
            otlp: Some("http://127.0.0.1:4318".to_owned()),
            exit: true,
        };
        let line = "--port 0 --store redb --data there --replay some.jsonl --otlp http://127.0.0.1:4318 --exit";
        assert_eq!(asked(line), Ok(Asked::Run(expected)));
    }

    #[test]
    fn an_unknown_argument_is_an_error_that_lists_what_is_allowed() {
        let message = mistake("--exit --prot 80");
        assert!(message.starts_with("unknown argument `--prot`, expected one of `--port N`"), "{message}");
    }

    #[test]
    fn values_that_are_missing_or_wrong_are_named() {
        assert_eq!(mistake("--port"), "`--port` needs a value: expected a number");
        assert_eq!(mistake("--port 99999"), "invalid port `99999`: expected a number from 0 to 65535");
        assert_eq!(mistake("--store mysql"), "unknown store `mysql`, expected one of `memory`, `redb`");
    }

    #[test]
    fn dashboard_alerts_and_catalog_are_arguments() {
        assert_eq!(asked("dashboard"), Ok(Asked::Print(Page::Dashboard)));
        assert_eq!(asked("alerts"), Ok(Asked::Print(Page::Alerts)));
        assert_eq!(asked("catalog"), Ok(Asked::Print(Page::Catalog)));
    }

    #[test]
    fn help_has_a_short_form() {
        assert_eq!(asked("-h"), Ok(Asked::Help));
    }
}

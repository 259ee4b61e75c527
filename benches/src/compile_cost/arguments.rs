//! The command line.

use std::path::PathBuf;

use attuned_telemetry_benches::command_line::{Mistake, Options, Words, is_asked};
use attuned_telemetry_benches::folders;

use crate::measures::{Amount, MEASURES, Measure};
use crate::variant::{VARIANTS, Variant};

/// Output of `--help`.
pub(crate) const HELP: &str = "\
compile-cost: cost of annotations in compile time and machine code, compared with other tools

Generates packages with the same functions and different annotations, compiles their dependencies once, runs the
compiler on the packages, and prints a table. benches/README.md explains the rows of the table.

  --functions N       number of functions (default 300)
  --rounds N          number of rounds; each time is the minimum of all rounds (default 5)
  --measures A,B      only these measures: check, edit, release, text, ir, lines, futures, nesting
  --variants A,B      only these variants: observed, off, tracing, tracing-err, autometrics, both, fastrace, by-hand
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated packages (default compile-cost in the target directory)
  --help              show this text
";

/// The settings of a run.
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) amount: Amount,
    measures: Option<Vec<String>>,
    variants: Option<Vec<String>>,
    /// Repository whose runtime is measured.
    pub(crate) runtime: PathBuf,
    /// Directory of the generated packages.
    pub(crate) folder: Option<PathBuf>,
}

impl Default for Arguments {
    fn default() -> Self {
        let runtime = folders::repository();
        let amount = Amount { functions: 300, rounds: 5 };
        Self { amount, measures: None, variants: None, runtime, folder: None }
    }
}

impl Arguments {
    /// Returns the requested measures.
    pub(crate) fn measures(&self) -> impl Iterator<Item = &'static Measure> {
        MEASURES.iter().filter(|measure| is_asked(self.measures.as_deref(), measure.name))
    }

    /// Returns the requested variants, after the plain one.
    pub(crate) fn variants(&self) -> impl Iterator<Item = &'static Variant> {
        let (plain, others) = VARIANTS.split_at(1);
        let others = others.iter().filter(|variant| is_asked(self.variants.as_deref(), variant.name));
        plain.iter().chain(others)
    }
}

impl Options for Arguments {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--functions" => self.amount.functions = words.count()?,
            "--rounds" => self.amount.rounds = words.count()?,
            "--measures" => self.measures = Some(words.names(MEASURES.iter().map(|one| one.name))?),
            "--variants" => self.variants = Some(words.names(VARIANTS.iter().map(|one| one.name))?),
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
mod tests {
    use std::ffi::OsString;

    use attuned_telemetry_benches::command_line::Asked;

    use super::*;

    fn asked(line: &str) -> Result<Asked<Arguments>, Mistake> {
        Asked::from_words(line.split_whitespace().map(OsString::from))
    }

    fn mistake(line: &str) -> String {
        asked(line).map_or_else(|mistake| mistake.to_string(), |_| String::new())
    }

    #[test]
    fn only_the_requested_measures_run() {
        let Ok(Asked::Measure(arguments)) = asked("--measures text,check --variants off --rounds 2") else {
            panic!("the line is right");
        };
        assert!(arguments.measures().map(|measure| measure.name).eq(["check", "text"]));
        assert!(arguments.variants().map(|variant| variant.name).eq(["plain", "off"]));
        assert_eq!(arguments.amount, Amount { functions: 300, rounds: 2 });
    }

    #[test]
    fn all_measures_run_by_default() {
        let arguments = Arguments::default();
        assert_eq!(arguments.measures().count(), MEASURES.len());
        assert_eq!(arguments.variants().count(), VARIANTS.len());
    }

    #[test]
    fn help_names_every_measure_and_every_variant() {
        for name in MEASURES.iter().map(|one| one.name).chain(VARIANTS.iter().skip(1).map(|one| one.name)) {
            assert!(HELP.contains(name), "{name}");
        }
    }

    #[test]
    fn mistakes_say_what_is_allowed() {
        assert_eq!(mistake("--round 1"), "unknown argument `--round`, see `--help`");
        assert!(mistake("--variants of").starts_with("unknown name `of`, expected one of `plain`, `observed`"));
    }
}

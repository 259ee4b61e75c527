//! What is asked for, by the command line.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::measures::{Amount, MEASURES, Measure};
use crate::variant::{VARIANTS, Variant};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
compile-cost: what an annotation costs the compiler and the machine code, compared with other tools

It generates packages, compiles their dependencies once, measures, and prints a table.

  --functions N       how many functions are compiled (default 300)
  --rounds N          of how many rounds the least time counts (default 5)
  --measures A,B      only these of check, edit, release, text, ir, lines, futures, nesting
  --variants A,B      only these of observed, off, tracing, tracing-err, autometrics, both, fastrace, by-hand
  --runtime DIR       another repository folder whose runtime is measured (default this one)
  --folder DIR        where packages are generated (default compile-cost in the target folder)
  --help              show this text
";

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    /// To measure, like this.
    Measure(Arguments),
    /// To say how to measure.
    Help,
}

/// How to measure.
#[derive(Debug, PartialEq)]
pub(crate) struct Arguments {
    pub(crate) amount: Amount,
    measures: Option<Vec<String>>,
    variants: Option<Vec<String>>,
    /// The repository whose runtime is measured.
    pub(crate) runtime: PathBuf,
    /// Where packages are generated.
    pub(crate) folder: Option<PathBuf>,
}

/// A command line that cannot be followed: what was found, and what is allowed.
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
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let amount = Amount { functions: 300, rounds: 5 };
        Self { amount, measures: None, variants: None, runtime, folder: None }
    }
}

impl Arguments {
    /// The measures that are asked for.
    pub(crate) fn measures(&self) -> impl Iterator<Item = &'static Measure> {
        MEASURES.iter().filter(|measure| is_asked(self.measures.as_deref(), measure.name))
    }

    /// The variants that are asked for, after the plain one.
    pub(crate) fn variants(&self) -> impl Iterator<Item = &'static Variant> {
        let (plain, others) = VARIANTS.split_at(1);
        let others = others.iter().filter(|variant| is_asked(self.variants.as_deref(), variant.name));
        plain.iter().chain(others)
    }
}

fn is_asked(only: Option<&[String]>, name: &str) -> bool {
    only.is_none_or(|only| only.iter().any(|asked| asked == name))
}

impl Asked {
    /// Reads the command line, without the program's own name.
    ///
    /// # Errors
    ///
    /// At the first word that cannot be followed.
    pub(crate) fn from_words(words: impl IntoIterator<Item = OsString>) -> Result<Self, Mistake> {
        let mut words = words.into_iter();
        let mut arguments = Arguments::default();
        while let Some(word) = words.next() {
            let option = word.to_string_lossy().into_owned();
            let mut value = || words.next().ok_or_else(|| Mistake(format!("`{option}` needs a value behind it")));
            match &*option {
                "--functions" => arguments.amount.functions = number(&option, &value()?)?,
                "--rounds" => arguments.amount.rounds = number(&option, &value()?)?,
                "--measures" => arguments.measures = Some(names(&value()?, MEASURES.iter().map(|one| one.name))?),
                "--variants" => arguments.variants = Some(names(&value()?, VARIANTS.iter().map(|one| one.name))?),
                "--runtime" => arguments.runtime = value()?.into(),
                "--folder" => arguments.folder = Some(value()?.into()),
                "--help" | "-h" => return Ok(Self::Help),
                _ => return Err(Mistake(format!("unknown argument `{option}`, see `--help`"))),
            }
        }
        Ok(Self::Measure(arguments))
    }
}

fn number(option: &str, word: &OsString) -> Result<u32, Mistake> {
    let number = word.to_str().and_then(|digits| digits.parse().ok()).filter(|number| *number > 0);
    let word = word.to_string_lossy();
    number.ok_or_else(|| Mistake(format!("`{option} {word}` is no number, expected one from 1")))
}

fn names(word: &OsString, known: impl Iterator<Item = &'static str>) -> Result<Vec<String>, Mistake> {
    let known: Vec<_> = known.collect();
    let asked: Vec<_> = word.to_string_lossy().split(',').map(str::to_owned).collect();
    match asked.iter().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => Err(Mistake(format!("unknown name `{unknown}`, expected one of `{}`", known.join("`, `")))),
        None => Ok(asked),
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked, Mistake> {
        Asked::from_words(line.split_whitespace().map(OsString::from))
    }

    fn mistake(line: &str) -> String {
        asked(line).map_or_else(|mistake| mistake.to_string(), |_| String::new())
    }

    #[test]
    fn only_what_is_asked_for_is_measured() {
        let Ok(Asked::Measure(arguments)) = asked("--measures text,check --variants off --rounds 2") else {
            panic!("the line is right");
        };
        assert!(arguments.measures().map(|measure| measure.name).eq(["check", "text"]));
        assert!(arguments.variants().map(|variant| variant.name).eq(["plain", "off"]));
        assert_eq!(arguments.amount, Amount { functions: 300, rounds: 2 });
    }

    #[test]
    fn everything_is_measured_unless_asked_otherwise() {
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
        assert_eq!(mistake("--rounds 0"), "`--rounds 0` is no number, expected one from 1");
        assert_eq!(mistake("--rounds"), "`--rounds` needs a value behind it");
        assert_eq!(mistake("--round 1"), "unknown argument `--round`, see `--help`");
        assert!(mistake("--variants of").starts_with("unknown name `of`, expected one of `plain`, `observed`"));
    }
}

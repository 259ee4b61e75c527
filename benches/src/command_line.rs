//! Parses the command lines of the benches.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;

/// What the command line requests.
#[derive(Debug, PartialEq)]
pub enum Asked<T> {
    /// Measure, with these arguments.
    Measure(T),
    /// Print the help.
    Help,
}

/// An invalid command line: what was found, and what is allowed.
#[derive(Debug, PartialEq)]
pub struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Mistake {}

/// An option, and the words after it.
pub struct Words<'a> {
    option: String,
    behind: &'a mut dyn Iterator<Item = OsString>,
}

/// The arguments of a bench.
pub trait Options: Default {
    /// Applies an option. Its value is taken from the words after it.
    ///
    /// # Errors
    ///
    /// Returns an error if the option is unknown or its value is invalid.
    fn follow(&mut self, option: &str, words: Words<'_>) -> Result<(), Mistake>;
}

impl<T: Options> Asked<T> {
    /// Parses the command line, without the name of the program.
    ///
    /// # Errors
    ///
    /// Returns an error at the first invalid word.
    pub fn from_words(words: impl IntoIterator<Item = OsString>) -> Result<Self, Mistake> {
        let mut words = words.into_iter();
        let mut asked = T::default();
        while let Some(word) = words.next() {
            let option = word.to_string_lossy().into_owned();
            if matches!(&*option, "--help" | "-h") {
                return Ok(Self::Help);
            }
            asked.follow(&option.clone(), Words { option, behind: &mut words })?;
        }
        Ok(Self::Measure(asked))
    }
}

impl Words<'_> {
    /// Returns the value of the option.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no value.
    pub fn value(&mut self) -> Result<OsString, Mistake> {
        self.behind.next().ok_or_else(|| Mistake(format!("`{}` needs a value", self.option)))
    }

    /// Returns a number of at least 1.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is missing or invalid.
    pub fn number(mut self) -> Result<u64, Mistake> {
        let word = self.value()?;
        // Allows `1_000_000_000`.
        let digits = word.to_string_lossy().replace('_', "");
        let number = digits.parse().ok().filter(|number| *number > 0);
        let (option, word) = (&self.option, word.to_string_lossy());
        number.ok_or_else(|| Mistake(format!("invalid value `{word}` for `{option}`: expected a number of at least 1")))
    }

    /// Returns a number from 1 to 4,294,967,295.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is missing or invalid.
    pub fn count(self) -> Result<u32, Mistake> {
        let option = self.option.clone();
        let number = self.number()?;
        let max = u32::MAX;
        number
            .try_into()
            .map_err(|_| Mistake(format!("invalid value `{number}` for `{option}`: expected at most {max}")))
    }

    /// Returns a comma-separated list of known names.
    ///
    /// # Errors
    ///
    /// Returns an error if a name is unknown.
    pub fn names<'known>(mut self, known: impl Iterator<Item = &'known str>) -> Result<Vec<String>, Mistake> {
        let known: Vec<_> = known.collect();
        let asked: Vec<_> = self.value()?.to_string_lossy().split(',').map(str::to_owned).collect();
        match asked.iter().find(|name| !known.contains(&name.as_str())) {
            Some(unknown) => {
                Err(Mistake(format!("unknown name `{unknown}`, expected one of `{}`", known.join("`, `"))))
            }
            None => Ok(asked),
        }
    }

    /// Returns the error for an unknown option.
    #[must_use]
    pub fn unknown(self) -> Mistake {
        Mistake(format!("unknown argument `{}`, see `--help`", self.option))
    }
}

/// Returns whether the list contains a name, or there is no list.
#[must_use]
pub fn is_asked(only: Option<&[String]>, name: &str) -> bool {
    only.is_none_or(|only| only.iter().any(|asked| asked == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Fruit {
        apples: u32,
        seeds: u64,
        kinds: Vec<String>,
    }

    impl Options for Fruit {
        fn follow(&mut self, option: &str, words: Words<'_>) -> Result<(), Mistake> {
            match option {
                "--apples" => self.apples = words.count()?,
                "--seeds" => self.seeds = words.number()?,
                "--kinds" => self.kinds = words.names(["red", "green"].into_iter())?,
                _ => return Err(words.unknown()),
            }
            Ok(())
        }
    }

    fn asked(line: &str) -> Result<Asked<Fruit>, Mistake> {
        Asked::from_words(line.split_whitespace().map(OsString::from))
    }

    fn mistake(line: &str) -> String {
        asked(line).map_or_else(|mistake| mistake.to_string(), |_| String::new())
    }

    #[test]
    fn options_are_parsed() {
        let fruit = Fruit { apples: 3, seeds: 1_000_000_000, kinds: vec!["green".to_owned(), "red".to_owned()] };
        assert_eq!(asked("--apples 3 --seeds 1_000_000_000 --kinds green,red"), Ok(Asked::Measure(fruit)));
        assert_eq!(asked("--apples 3 --help"), Ok(Asked::Help));
    }

    #[test]
    fn errors_say_what_is_allowed() {
        assert_eq!(mistake("--apples 0"), "invalid value `0` for `--apples`: expected a number of at least 1");
        assert_eq!(
            mistake("--apples 5000000000"),
            "invalid value `5000000000` for `--apples`: expected at most 4294967295"
        );
        assert_eq!(mistake("--apples"), "`--apples` needs a value");
        assert_eq!(mistake("--pears 1"), "unknown argument `--pears`, see `--help`");
        assert_eq!(mistake("--kinds blue"), "unknown name `blue`, expected one of `red`, `green`");
    }
}

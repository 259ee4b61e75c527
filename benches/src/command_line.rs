//! What is asked for, by the command line.

use std::error::Error;
use std::ffi::OsString;
use std::fmt;

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub enum Asked<T> {
    /// To measure, like this.
    Measure(T),
    /// To say how to measure.
    Help,
}

/// A command line that cannot be followed: what was found, and what is allowed.
#[derive(Debug, PartialEq)]
pub struct Mistake(String);

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for Mistake {}

/// An option, and the words behind it.
pub struct Words<'a> {
    option: String,
    behind: &'a mut dyn Iterator<Item = OsString>,
}

/// What a bench can be asked.
pub trait Options: Default {
    /// Follows one option, whose value is taken from the words behind it.
    ///
    /// # Errors
    ///
    /// If the option is unknown or its value is wrong.
    fn follow(&mut self, option: &str, words: Words<'_>) -> Result<(), Mistake>;
}

impl<T: Options> Asked<T> {
    /// Reads the command line, without the program's own name.
    ///
    /// # Errors
    ///
    /// At the first word that cannot be followed.
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
    /// The option's value, whatever it is.
    ///
    /// # Errors
    ///
    /// If nothing is behind the option.
    pub fn value(&mut self) -> Result<OsString, Mistake> {
        self.behind.next().ok_or_else(|| Mistake(format!("`{}` needs a value behind it", self.option)))
    }

    /// A number from 1.
    ///
    /// # Errors
    ///
    /// If there is none behind the option.
    pub fn number(mut self) -> Result<u64, Mistake> {
        let word = self.value()?;
        // `1_000_000_000` is easier to read.
        let digits = word.to_string_lossy().replace('_', "");
        let number = digits.parse().ok().filter(|number| *number > 0);
        let (option, word) = (&self.option, word.to_string_lossy());
        number.ok_or_else(|| Mistake(format!("`{option} {word}` is no number, expected one from 1")))
    }

    /// A number from 1 that is not above 4,294,967,295.
    ///
    /// # Errors
    ///
    /// If there is none behind the option.
    pub fn count(self) -> Result<u32, Mistake> {
        let option = self.option.clone();
        let number = self.number()?;
        let most = u32::MAX;
        number.try_into().map_err(|_| Mistake(format!("`{option} {number}` is too much, expected at most {most}")))
    }

    /// Some of the known names, with commas between them.
    ///
    /// # Errors
    ///
    /// If a name is not known.
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

    /// That there is no such option.
    #[must_use]
    pub fn unknown(self) -> Mistake {
        Mistake(format!("unknown argument `{}`, see `--help`", self.option))
    }
}

/// Whether a name is among those that are asked for, which are all if none is named.
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
    fn options_are_followed() {
        let fruit = Fruit { apples: 3, seeds: 1_000_000_000, kinds: vec!["green".to_owned(), "red".to_owned()] };
        assert_eq!(asked("--apples 3 --seeds 1_000_000_000 --kinds green,red"), Ok(Asked::Measure(fruit)));
        assert_eq!(asked("--apples 3 --help"), Ok(Asked::Help));
    }

    #[test]
    fn mistakes_say_what_is_allowed() {
        assert_eq!(mistake("--apples 0"), "`--apples 0` is no number, expected one from 1");
        assert_eq!(mistake("--apples 5000000000"), "`--apples 5000000000` is too much, expected at most 4294967295");
        assert_eq!(mistake("--apples"), "`--apples` needs a value behind it");
        assert_eq!(mistake("--pears 1"), "unknown argument `--pears`, see `--help`");
        assert_eq!(mistake("--kinds blue"), "unknown name `blue`, expected one of `red`, `green`");
    }
}

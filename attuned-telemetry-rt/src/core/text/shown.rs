//! Values of users, whose `Display` and `Debug` may fail.

use std::fmt::{self, Debug, Display};

use crate::core::verdict::caught::caught;

/// Displays a value. If its implementation of `Display` or `Debug` returns an error or panics, the text ends with a
/// note that says so, and the caller goes on.
#[derive(Clone, Copy)]
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Display for Shown<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        guarded(formatter, |formatter| self.0.fmt(formatter))
    }
}

impl<T: Debug> Debug for Shown<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        guarded(formatter, |formatter| self.0.fmt(formatter))
    }
}

fn guarded(
    formatter: &mut fmt::Formatter<'_>,
    format: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    let note = match caught(|| format(formatter)) {
        Some(Ok(())) => return Ok(()),
        Some(Err(fmt::Error)) => FAILED,
        None => PANICKED,
    };
    // If the error is that of the writer and not of the value, the writer fails again.
    formatter.write_str(note)
}

const FAILED: &str = "[formatting failed]";
const PANICKED: &str = "[formatting panicked]";

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "a test may panic")]

    use std::fmt::Write as _;

    use super::*;

    /// Writes some text, then does what the number says.
    struct Odd(u8);

    impl Display for Odd {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("some")?;
            match self.0 {
                0 => Ok(()),
                1 => Err(fmt::Error),
                _ => panic!("on purpose"),
            }
        }
    }

    impl Debug for Odd {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            Display::fmt(self, formatter)
        }
    }

    #[test]
    fn a_failure_is_noted_after_the_text_so_far() {
        for (kind, text) in [(0, "some"), (1, "some[formatting failed]"), (2, "some[formatting panicked]")] {
            assert_eq!(format!("{}|{:?}", Shown(Odd(kind)), Shown(&Odd(kind))), format!("{text}|{text}"));
        }
        assert_eq!(format!("{:#?}", Shown([1])), format!("{:#?}", [1]), "options of the formatter are kept");
    }

    #[test]
    fn an_error_of_the_writer_is_returned() {
        struct Full;

        impl fmt::Write for Full {
            fn write_str(&mut self, _: &str) -> fmt::Result {
                Err(fmt::Error)
            }
        }

        assert!(write!(Full, "{}", Shown("text")).is_err());
    }
}

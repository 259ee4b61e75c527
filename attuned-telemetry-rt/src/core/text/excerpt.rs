//! Values in error messages.

use std::fmt::{self, Display};

use super::escaped::Escaped;

/// Displays a value in backticks, with every dangerous character as an escape. Of a long value, only the beginning and
/// the length are shown.
pub(crate) struct Excerpt<'text>(pub(crate) &'text str);

/// The maximum number of characters that are shown.
const MOST: usize = 120;

impl Display for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(MOST) {
            Some((end, _)) => {
                write!(formatter, "`{}…` ({} characters)", Escaped(&self.0[..end]), self.0.chars().count())
            }
            None => write!(formatter, "`{}`", Escaped(self.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_long_value_is_shown() {
        assert_eq!(Excerpt("a\n\u{202e}").to_string(), "`a\\n\\u{202e}`");
        assert_eq!(Excerpt(&"é".repeat(MOST)).to_string(), format!("`{}`", "é".repeat(MOST)));
        assert_eq!(Excerpt(&"é".repeat(1_000)).to_string(), format!("`{}…` (1000 characters)", "é".repeat(MOST)));
    }
}

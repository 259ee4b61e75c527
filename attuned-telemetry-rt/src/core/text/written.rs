//! Text from the `Display` of a value.

use std::fmt::Display;

use super::shown::Shown;

/// Returns the `Display` of a value. If `Display` fails or panics, the text [says so](Shown).
pub(crate) fn written(value: impl Display) -> String {
    Shown(value).to_string()
}

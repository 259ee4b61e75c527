//! Text from the `Display` of a value.

use std::fmt::{Display, Write as _};

/// Returns the `Display` of a value. If `Display` fails, returns the text that it wrote until then; `to_string` would
/// panic.
pub(crate) fn written(value: impl Display) -> String {
    let mut text = String::new();
    let _ = write!(text, "{value}");
    text
}

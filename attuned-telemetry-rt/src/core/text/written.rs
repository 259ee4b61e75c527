//! Text that a type of the user's writes.

use std::fmt::{Display, Write as _};

/// What a value writes of itself. One that refuses to be written leaves what it wrote until then, and no panic, as
/// `to_string` would.
pub(crate) fn written(value: impl Display) -> String {
    let mut text = String::new();
    let _ = write!(text, "{value}");
    text
}

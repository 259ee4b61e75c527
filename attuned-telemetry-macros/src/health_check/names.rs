//! The names of components and of their parts.

use syn::{Error, LitStr};

use super::check::Part;
use crate::diagnostics::Diagnostics;
use crate::options::Given;

/// A given name: short words, which every report can show as they are.
pub(super) fn component_name(given: &Given<LitStr>) -> syn::Result<String> {
    let name = given.value.value();
    if name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter)) {
        return Ok(name);
    }
    let message = format!("`{name}` is no name for a component: expected ASCII letters, digits, `_` and `-`");
    Err(Error::new(given.value.span(), message))
}

/// Parts that are asked together have a name each.
pub(super) fn check_names(parts: &[Part], diagnostics: &mut Diagnostics) {
    for (position, part) in parts.iter().enumerate() {
        if parts[..position].iter().any(|earlier| earlier.name == part.name) {
            let message = format!("two parts are named `{}`, give one of them another name", part.name);
            diagnostics.push(Error::new(part.name_span, message));
        }
    }
}

//! The scope: the dotted prefix of an operation's names.

use proc_macro2::Span;
use syn::{Error, LitStr};

use crate::diagnostics::Diagnostics;
use crate::function::function::Function;
use crate::options::table::Given;

/// The given scope, or the name of the current package with `.` for `-`.
pub(crate) fn scope(given: Option<&Given<LitStr>>, diagnostics: &mut Diagnostics) -> String {
    if let Some(given) = given {
        diagnostics.catch(check_dotted(given));
        return given.value.value();
    }
    let Ok(package) = std::env::var("CARGO_PKG_NAME") else {
        let message = "unknown package name, because `CARGO_PKG_NAME` is not set: add `scope = \"…\"`";
        diagnostics.push(Error::new(Span::call_site(), message));
        return String::new();
    };
    package.replace('-', ".")
}

/// The given operation name, or the function's.
pub(crate) fn operation(
    given: Option<&Given<LitStr>>,
    function: Option<&Function>,
    diagnostics: &mut Diagnostics,
) -> String {
    let Some(given) = given else { return function.map(Function::name).unwrap_or_default() };
    diagnostics.catch(check_dotted(given));
    given.value.value()
}

/// Checks that a name is words of letters, digits, `_` and `-`, separated by dots.
fn check_dotted(given: &Given<LitStr>) -> syn::Result<()> {
    let name = given.value.value();
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
    if name.split('.').all(is_word) {
        return Ok(());
    }
    let message = format!(
        "invalid name `{name}` for `{}`: expected words of letters, digits, `_` and `-`, separated by dots, \
         like `attuned.store`",
        given.key
    );
    Err(Error::new(given.value.span(), message))
}

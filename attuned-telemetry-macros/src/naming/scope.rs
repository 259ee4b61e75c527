//! The scope: the dotted prefix of an operation's names.

use proc_macro2::Span;
use syn::{Error, LitStr};

use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::options::Given;

/// The given scope, or the name of the package that is compiled with `-` as `.`.
pub(crate) fn scope(given: Option<&Given<LitStr>>, diagnostics: &mut Diagnostics) -> String {
    if let Some(given) = given {
        diagnostics.catch(check_dotted(given));
        return given.value.value();
    }
    let Ok(package) = std::env::var("CARGO_PKG_NAME") else {
        let message = "the package's name is not known here (`CARGO_PKG_NAME` is not set): give `scope = \"…\"`";
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

/// Names are words of letters, digits and `_`, joined by dots.
fn check_dotted(given: &Given<LitStr>) -> syn::Result<()> {
    let name = given.value.value();
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
    if name.split('.').all(is_word) {
        return Ok(());
    }
    let message = format!(
        "`{name}` is no name for `{}`: expected words of letters, digits, `_` and `-`, joined by dots, like `attuned.store`",
        given.key
    );
    Err(Error::new(given.value.span(), message))
}

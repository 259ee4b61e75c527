//! The text that metrics show for a type or a variant.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::{Error, LitStr};

use super::snake_case::snake_case;
use crate::diagnostics::Diagnostics;
use crate::options::table::Given;

/// The given text, or the name of the type or variant in `snake_case`.
pub(crate) fn metric_text(given: Option<&Given<LitStr>>, ident: &Ident, diagnostics: &mut Diagnostics) -> String {
    let Some(given) = given else { return snake_case(&ident.unraw().to_string()) };
    let text = given.value.value();
    if text.contains(char::is_control) {
        let message = format!("text {text:?} contains a control character, which metrics cannot show: remove it");
        diagnostics.push(Error::new(given.value.span(), message));
    }
    text
}

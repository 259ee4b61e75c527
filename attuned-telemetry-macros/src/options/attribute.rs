//! The attributes of the derives that name what metrics show: `#[label("…")]`, `#[error_type("…")]`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::ext::IdentExt as _;
use syn::{Attribute, Error, LitStr, Meta};

use super::{Given, Options};
use crate::diagnostics::Diagnostics;
use crate::naming::snake_case::snake_case;
use crate::options;

/// The options in all attributes of one name. A text without a key is the option `text`.
pub(crate) fn options<O: Options>(name: &str, attributes: &[Attribute], diagnostics: &mut Diagnostics) -> O {
    let mut arguments = TokenStream::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => {
                let comma = (!arguments.is_empty()).then(|| quote::quote!(,));
                arguments.extend(comma);
                arguments.extend(with_key(list.tokens.clone()));
            }
            meta => {
                let message = format!("expected `#[{name}(…)]`, like `#[{name}(\"other_text\")]`");
                diagnostics.push(Error::new_spanned(meta, message));
            }
        }
    }
    options::parse(arguments, diagnostics)
}

/// `"…", other` → `text = "…", other`
fn with_key(arguments: TokenStream) -> TokenStream {
    let mut keyed = TokenStream::new();
    let mut is_first = true;
    for word in arguments {
        if is_first && is_literal(&word) {
            keyed.extend(quote_spanned!(word.span()=> text =));
        }
        is_first = matches!(&word, TokenTree::Punct(comma) if comma.as_char() == ',');
        keyed.extend([word]);
    }
    keyed
}

/// Also as a `macro_rules` hands it on.
fn is_literal(word: &TokenTree) -> bool {
    match word {
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::None,
        TokenTree::Ident(_) | TokenTree::Punct(_) => false,
    }
}

/// The given text, or the name of a type or variant in `snake_case`.
pub(crate) fn text(given: Option<&Given<LitStr>>, ident: &Ident, diagnostics: &mut Diagnostics) -> String {
    let Some(given) = given else { return snake_case(&ident.unraw().to_string()) };
    let text = given.value.value();
    if text.contains(char::is_control) {
        let message = format!("{text:?} has a control character, which no metric shows: leave it away");
        diagnostics.push(Error::new(given.value.span(), message));
    }
    text
}

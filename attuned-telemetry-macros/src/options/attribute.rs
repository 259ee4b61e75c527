//! The attributes of the derives whose names metrics show: `#[label("…")]`, `#[error_type("…")]`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{Attribute, Error, Meta};

use super::parse::parse;
use super::table::Options;
use crate::diagnostics::Diagnostics;

/// The options in all attributes with the given name. A string literal without a key is the option `text`.
pub(crate) fn options<O: Options>(name: &str, attributes: &[Attribute], diagnostics: &mut Diagnostics) -> O {
    let mut arguments = TokenStream::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => {
                let comma = (!arguments.is_empty()).then(|| quote!(,));
                arguments.extend(comma);
                arguments.extend(with_key(list.tokens.clone()));
            }
            meta => {
                let message = format!("expected `#[{name}(…)]`, like `#[{name}(\"other_text\")]`");
                diagnostics.push(Error::new_spanned(meta, message));
            }
        }
    }
    parse(arguments, diagnostics)
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

/// Whether a token is a literal, also one that a `macro_rules` passes on.
fn is_literal(word: &TokenTree) -> bool {
    match word {
        TokenTree::Literal(_) => true,
        TokenTree::Group(group) => group.delimiter() == Delimiter::None,
        TokenTree::Ident(_) | TokenTree::Punct(_) => false,
    }
}

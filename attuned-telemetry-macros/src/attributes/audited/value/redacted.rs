//! `redact(user_id, email)`: the values that the record masks.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Token};

use crate::options::tokens::next_token;
use crate::options::value::OptionValue;

/// The names in `redact(…)`.
pub(crate) struct Redacted(pub(crate) Vec<Ident>);

impl OptionValue for Redacted {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let needs = |span| Error::new(span, format!("option `{key}` needs a list of names: `{key}(user_id, email)`"));
        if !input.peek(syn::token::Paren) {
            return Err(needs(key.span()));
        }
        let content;
        let parentheses = syn::parenthesized!(content in input);
        let names: syn::Result<Punctuated<Ident, Token![,]>> = content.parse_terminated(name, Token![,]);
        // Tokens that an error leaves unread are not a second error.
        content.parse::<TokenStream>()?;
        let names = names?;
        if names.is_empty() {
            return Err(needs(parentheses.span.join()));
        }
        Ok(Self(names.into_iter().collect()))
    }
}

fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if !input.peek(Ident::peek_any) {
        let found = next_token(input);
        return Err(input.error(format!(
            "option `redact` expects names of options and fields, like `redact(user_id, email)`, found `{found}`"
        )));
    }
    input.call(Ident::parse_any)
}

//! Parses options, and continues after each error.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Token};

use super::table::Options;
use super::tokens::{in_parentheses, next_token};
use super::words::{did_you_mean, list};
use crate::diagnostics::Diagnostics;

/// Parses `arguments` into a table of options.
pub(crate) fn parse<O: Options>(arguments: TokenStream, diagnostics: &mut Diagnostics) -> O {
    let mut options = O::default();
    let mut errors = Diagnostics::default();
    let parsed = in_parentheses(arguments, |input| {
        parse_list(input, &mut errors, |input| parse_one(&mut options, input));
        Ok(())
    });
    // Tokens that an error leaves unread inside a group are not a second error.
    if errors.is_empty() {
        errors.catch(parsed);
    }
    diagnostics.extend(errors);
    options
}

/// Parses a list to its end.
pub(crate) fn parse_list(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
    mut parse_one: impl FnMut(ParseStream<'_>) -> syn::Result<()>,
) {
    while !input.is_empty() {
        if let Err(error) = parse_one(input) {
            diagnostics.push(error);
            diagnostics.catch(skip_to_comma(input));
        }
        diagnostics.catch(separator(input));
    }
}

/// `key`, `key = value` or `key(…)`
fn parse_one<O: Options>(options: &mut O, input: ParseStream<'_>) -> syn::Result<()> {
    let known = || list(O::KEYS);
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error(format!("expected an option, found `{}`: use one of {}", next_token(input), known())));
    };
    options.read(&key, input).unwrap_or_else(|| {
        let meant = did_you_mean(&key.to_string(), O::KEYS);
        Err(Error::new(key.span(), format!("unknown option `{key}`{meant}, expected one of {}", known())))
    })
}

/// Parses the comma between two options. If it is missing, the tokens up to the next comma are skipped.
fn separator(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    let error = input.error(format!("expected `,` between options, found `{}`", next_token(input)));
    skip_to_comma(input)?;
    input.parse::<Option<Token![,]>>()?;
    Err(error)
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

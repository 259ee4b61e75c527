//! `redact(user_id, email)`: what the record says is there, and does not show.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Token};

use super::parse::{Arguments, AuditedOptions};
use crate::diagnostics::Diagnostics;
use crate::options::{OptionValue, Options as _, did_you_mean, list, next_token};

/// The names in `redact(…)`.
pub(super) struct Redacted(Vec<Ident>);

/// The options that can be masked; every free field can.
const MASKABLE: [&str; 3] = ["user_id", "source", "axes_changed"];

impl OptionValue for Redacted {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let needs = |span| Error::new(span, format!("option `{key}` needs a list of names: `{key}(user_id, email)`"));
        if !input.peek(syn::token::Paren) {
            return Err(needs(key.span()));
        }
        let content;
        let parentheses = syn::parenthesized!(content in input);
        let names: syn::Result<Punctuated<Ident, Token![,]>> = content.parse_terminated(name, Token![,]);
        // What is left of a list that was not understood is no second mistake.
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
        return Err(input.error(format!("`redact` takes names of what is given here, found `{found}`")));
    }
    input.call(Ident::parse_any)
}

/// The names to mask: each of something that is given in the same annotation.
pub(super) fn check(arguments: &Arguments, diagnostics: &mut Diagnostics) -> Vec<String> {
    let Some(given) = &arguments.options.redact else { return Vec::new() };
    let mut names = Vec::new();
    for word in &given.value.0 {
        let name = word.unraw().to_string();
        match mistake(&name, arguments) {
            Some(message) => diagnostics.push(Error::new(word.span(), message)),
            None if names.contains(&name) => {
                let message = format!("`{name}` is named twice in `redact`, keep one of them");
                diagnostics.push(Error::new(word.span(), message));
            }
            None => names.push(name),
        }
    }
    names
}

/// Why a name cannot be masked.
fn mistake(name: &str, arguments: &Arguments) -> Option<String> {
    if name == "confidence" {
        return Some("`confidence` is a number, which cannot be masked: leave the option out".to_owned());
    }
    if AuditedOptions::KEYS.contains(&name) && !MASKABLE.contains(&name) {
        let known = list(&MASKABLE);
        return Some(format!("`{name}` cannot be masked: `redact` takes {known} and free fields"));
    }
    if arguments.names(name) {
        return None;
    }
    let given: Vec<_> = arguments.named.iter().map(String::as_str).filter(|given| can_be_masked(given)).collect();
    if given.is_empty() {
        return Some(format!("`{name}` is not given here, so there is nothing to mask: add `{name} = …`"));
    }
    let (meant, given) = (did_you_mean(name, &given), list(&given));
    Some(format!("`{name}` is not given here{meant}, `redact` can mask {given}"))
}

fn can_be_masked(name: &str) -> bool {
    MASKABLE.contains(&name) || !AuditedOptions::KEYS.contains(&name)
}

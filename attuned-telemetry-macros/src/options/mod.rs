//! Options as a table: `key`, `key = value` and `key(…)`, declared once by [`options!`].
//!
//! From the one declaration come the struct, the message about an unknown key and the check for a key given twice.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Error, Token, parenthesized};

use crate::diagnostics::Diagnostics;

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod attribute;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod closure;
#[cfg(any(feature = "health", feature = "observe"))]
mod duration;
mod nearest;
mod value;
#[cfg(feature = "observe")]
pub(crate) use crate::options::duration::duration;
#[cfg(any(feature = "health", feature = "observe"))]
pub(crate) use crate::options::duration::nanoseconds;
pub(crate) use crate::options::value::*;

/// An option that was given, with the word that gave it: conflicts underline that word.
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// A table of options.
pub(crate) trait Options: Default {
    /// Every key, in the order in which messages list them.
    const KEYS: &'static [&'static str];

    /// Reads the value of `key` from `input`. `None` if there is no such key.
    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> Option<syn::Result<()>>;
}

/// Declares a table of options: the key as users write it, the field, and the kind of its value.
macro_rules! options {
    ($(#[$attribute:meta])* $visibility:vis struct $name:ident {
        $($(#[$doc:meta])* $key:literal => $field:ident: $kind:ty,)*
    }) => {
        $(#[$attribute])*
        #[derive(Default)]
        $visibility struct $name {
            $($(#[$doc])* $visibility $field: Option<crate::options::Given<$kind>>,)*
        }

        impl crate::options::Options for $name {
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn read(
                &mut self,
                key: &proc_macro2::Ident,
                input: syn::parse::ParseStream<'_>,
            ) -> Option<syn::Result<()>> {
                match key.to_string().as_str() {
                    $($key => Some(crate::options::fill(&mut self.$field, key, input)),)*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use options;

/// Reads one option's value into its place, which must be empty. The value is read all the same, so that what follows
/// a key given twice is checked too.
pub(crate) fn fill<T: OptionValue>(
    place: &mut Option<Given<T>>,
    key: &Ident,
    input: ParseStream<'_>,
) -> syn::Result<()> {
    let value = T::parse(key, input)?;
    if place.is_some() {
        return Err(Error::new(key.span(), format!("option `{key}` is given twice, keep one of them")));
    }
    *place = Some(Given { key: key.clone(), value });
    Ok(())
}

/// Reads `arguments` into a table of options, and goes on after each mistake.
pub(crate) fn parse<O: Options>(arguments: TokenStream, diagnostics: &mut Diagnostics) -> O {
    let mut options = O::default();
    let mut mistakes = Diagnostics::default();
    let parsed = in_parentheses(arguments, |input| {
        parse_list(input, &mut mistakes, |input| parse_one(&mut options, input));
        Ok(())
    });
    // What a mistake leaves unread inside of a group is no second mistake.
    if mistakes.is_empty() {
        mistakes.catch(parsed);
    }
    diagnostics.extend(mistakes);
    options
}

/// Reads a list to its end, and goes on after each mistake.
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
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error(format!("expected an option, one of {}", list(O::KEYS))));
    };
    options.read(&key, input).unwrap_or_else(|| {
        let known = list(O::KEYS);
        Err(Error::new(key.span(), format!("unknown option `{key}`{}, expected one of {known}", meant::<O>(&key))))
    })
}

/// `` (did you mean `op`?)``, if an option is near.
pub(crate) fn meant<O: Options>(key: &Ident) -> String {
    did_you_mean(&key.to_string(), O::KEYS)
}

/// `` (did you mean `op`?)``, if one of the known words is near.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let nearest = nearest::nearest(word, known);
    nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default()
}

/// The comma between two options. Without it nothing after is skipped: the next option is read as if it were there.
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

/// Parses `tokens` as the content of parentheses that end at the last of them. An option that ends too early is then
/// reported under its last word, and not at the attribute.
pub(crate) fn in_parentheses<T>(
    tokens: TokenStream,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let end = tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span());
    let mut group = Group::new(proc_macro2::Delimiter::Parenthesis, tokens);
    group.set_span(end);
    let parse = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        parser(&content)
    };
    parse.parse2(TokenTree::Group(group).into())
}

/// What stands next, for a message.
pub(crate) fn next_token(input: ParseStream<'_>) -> String {
    input.fork().parse::<TokenTree>().map_or_else(|_| "nothing".to_owned(), |token| token.to_string())
}

/// `` `a`, `b`, `c` ``
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

//! A body that stays where it is, since a closure would hide its caller from it.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Lifetime;

use super::in_braces;
use crate::hygiene::at;

/// The body as a block that gives its value: `return` leaves the block, and not the function.
///
/// ```text
/// { if empty { return None } first }
/// '__body: { if empty { break '__body None } first }
/// ```
pub(super) fn inline_body(body: &Group) -> TokenStream {
    let label = Lifetime::new("'__body", Span::mixed_site());
    let mut found = false;
    let tokens = breaking(body.stream(), &label, &mut found);
    let block = in_braces(tokens, at(body));
    if found { quote!(#label: #block) } else { quote!(#block) }
}

/// Exchanges each `return`, except in closures, `async` blocks and functions, which leaves those.
fn breaking(tokens: TokenStream, label: &Lifetime, found: &mut bool) -> TokenStream {
    let mut exchanged = TokenStream::new();
    let mut scope = Scope::default();
    for token in tokens {
        let is_body = scope.is_body(&token);
        match token {
            TokenTree::Ident(word) if is_body && word == "return" => {
                *found = true;
                exchanged.extend(quote_spanned!(word.span()=> break #label));
            }
            TokenTree::Group(group) if is_body => {
                let mut inner = Group::new(group.delimiter(), breaking(group.stream(), label, found));
                inner.set_span(group.span());
                exchanged.extend([TokenTree::Group(inner)]);
            }
            token => exchanged.extend([token]),
        }
    }
    exchanged
}

/// Whose code the next token is.
#[derive(Default)]
struct Scope {
    within: Within,
    /// Whether the token before could end a value: a `|` after it is an operator.
    after_value: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Within {
    /// The body.
    #[default]
    Body,
    /// Between the bars of a closure.
    Parameters,
    /// A closure, an `async` block or a function, up to its brace or to what separates it from the next.
    Own,
}

impl Scope {
    /// Whether this token is the body's own.
    fn is_body(&mut self, token: &TokenTree) -> bool {
        let within = self.within;
        self.within = match (within, token) {
            (Within::Body, TokenTree::Ident(word)) if word == "async" || word == "move" || word == "fn" => Within::Own,
            (Within::Body | Within::Own, TokenTree::Punct(bar)) if bar.as_char() == '|' && !self.after_value => {
                Within::Parameters
            }
            (Within::Parameters, TokenTree::Punct(bar)) if bar.as_char() == '|' => Within::Own,
            (Within::Own, TokenTree::Punct(end)) if end.as_char() == ',' || end.as_char() == ';' => Within::Body,
            (Within::Own, TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Within::Body,
            (within, _) => within,
        };
        self.after_value = match token {
            TokenTree::Ident(word) => word != "return" && word != "move" && word != "in" && word != "else",
            TokenTree::Literal(_) | TokenTree::Group(_) => true,
            // The second bar of an operator comes after the first.
            TokenTree::Punct(punct) => punct.as_char() == '?' || (punct.as_char() == '|' && self.after_value),
        };
        within == Within::Body
    }
}

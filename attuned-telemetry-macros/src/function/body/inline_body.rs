//! A body that stays in its function, because a closure would hide the caller from it.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Lifetime;

use crate::expansion::tokens::in_braces;

/// The body as an expression. `return` leaves the expression, not the function. `never` is any expression of its type.
///
/// ```text
/// { first }                            if false { NEVER } else { first }
/// { if empty { return None } first }   '__body: { if empty { break '__body None } first }
/// ```
///
/// If a body never ends, the compiler must not see it, or it reports that the code after the body is unreachable. The
/// other branch hides it, and so does a `break`.
pub(super) fn inline_body(body: &Group, never: &TokenStream) -> TokenStream {
    let label = Lifetime::new("'__body", Span::mixed_site());
    let mut found = false;
    let tokens = breaking(body.stream(), &label, &mut found);
    if !found {
        return quote!(if false { #never } else #body);
    }
    let block = in_braces(tokens, body.span());
    quote!(#label: #block)
}

/// Replaces each `return`, except those of closures, `async` blocks and nested functions.
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

/// Tracks whether the next token belongs to the body or to a nested function, closure or `async` block.
#[derive(Default)]
struct Scope {
    within: Within,
    /// Whether the previous token could end a value: a `|` after it is an operator.
    after_value: bool,
    /// Whether the previous token was a `=`: if a `>` follows, the bars before it belonged to a pattern.
    after_equals: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Within {
    /// The body.
    #[default]
    Body,
    /// After `fn`: a function if a name follows, a type if a list follows.
    Fn,
    /// A function or an `async` block, up to its braces.
    Braced,
    /// Between the bars of a closure.
    Parameters,
    /// After the parameters: a `-` begins a return type, and a closure with a return type has braces.
    Parametrized,
    /// The return type of a closure.
    Typed,
    /// The body of a closure, up to the `,` or `;` after it.
    Closure,
}

impl Scope {
    /// Whether this token belongs to the body itself.
    fn is_body(&mut self, token: &TokenTree) -> bool {
        let within = self.within;
        self.within = self.next(token);
        self.after_value = match token {
            TokenTree::Ident(word) => !BEFORE_VALUE.contains(&word.to_string().as_str()),
            TokenTree::Literal(_) | TokenTree::Group(_) => true,
            // The second bar of `||` follows the first.
            TokenTree::Punct(punct) => punct.as_char() == '?' || (punct.as_char() == '|' && self.after_value),
        };
        self.after_equals = matches!(token, TokenTree::Punct(equals) if equals.as_char() == '=');
        within == Within::Body
    }

    fn next(&self, token: &TokenTree) -> Within {
        match (self.within, token) {
            (Within::Body | Within::Braced, TokenTree::Punct(bar)) if bar.as_char() == '|' && !self.after_value => {
                Within::Parameters
            }
            (Within::Parameters | Within::Parametrized | Within::Closure, TokenTree::Punct(arrow))
                if arrow.as_char() == '>' && self.after_equals =>
            {
                Within::Body
            }
            (Within::Body, TokenTree::Ident(word)) if word == "fn" => Within::Fn,
            (Within::Body, TokenTree::Ident(word)) if word == "async" => Within::Braced,
            (Within::Fn, TokenTree::Ident(_)) => Within::Braced,
            (Within::Fn, _) => Within::Body,
            (Within::Parameters, TokenTree::Punct(bar)) if bar.as_char() == '|' => Within::Parametrized,
            (Within::Parametrized, TokenTree::Punct(dash)) if dash.as_char() == '-' => Within::Typed,
            (Within::Parametrized | Within::Closure, _) => Self::ended(token).unwrap_or(Within::Closure),
            (Within::Typed, TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Within::Closure,
            (Within::Braced, TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Within::Body,
            (Within::Braced, TokenTree::Punct(end)) if end.as_char() == ';' => Within::Body,
            (within, _) => within,
        }
    }

    /// `Body`, if the token ends a closure.
    fn ended(token: &TokenTree) -> Option<Within> {
        let TokenTree::Punct(end) = token else { return None };
        matches!(end.as_char(), ',' | ';').then_some(Within::Body)
    }
}

/// Keywords before a value.
const BEFORE_VALUE: [&str; 11] =
    ["async", "break", "else", "if", "in", "match", "move", "mut", "return", "static", "while"];

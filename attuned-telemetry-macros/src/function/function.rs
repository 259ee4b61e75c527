//! A function as the attributes see it: attributes, signature, and the body as tokens that are never parsed.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Error, Token, Visibility};

#[cfg(feature = "audit")]
use super::attribute::is_named;
use super::kind::{Kind, Later};
use super::signature::parameter::Parameter;
use super::signature::signature::Signature;
use crate::expansion::doc::first_paragraph;
#[cfg(feature = "observe")]
use crate::expansion::tokens::any_token;
use crate::expansion::tokens::in_braces;

/// A function or method with a body.
pub(crate) struct Function {
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: Visibility,
    pub(super) defaultness: Option<Token![default]>,
    pub(super) signature: Signature,
    pub(super) body: Group,
    pub(super) kind: Kind,
}

impl Function {
    /// Parses the annotated item. Returns an error if `attribute` cannot be used on it.
    pub(crate) fn parse(attribute: &str, item: TokenStream) -> syn::Result<Self> {
        (|input: ParseStream<'_>| Self::parse_in(attribute, input)).parse2(item)
    }

    fn parse_in(attribute: &str, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = if input.peek(Token![default]) { Some(input.parse()?) } else { None };
        if !Signature::is_next(input) {
            let message = format!("`#[{attribute}]` can only be used on a function, a method or an `impl` block");
            return Err(input.error(message));
        }
        let signature: Signature = input.parse()?;
        if let Some(constness) = signature.constness {
            let message = format!(
                "`#[{attribute}]` cannot be used on a `const fn`, which may run at compile time: \
                 remove `const` or the attribute"
            );
            return Err(Error::new(constness, message));
        }
        if input.peek(Token![;]) {
            let message = format!(
                "`#[{attribute}]` needs a function body: put it on each implementation of `{}`",
                signature.ident
            );
            return Err(Error::new(signature.ident.span(), message));
        }
        let Ok(TokenTree::Group(body)) = input.parse() else {
            return Err(Error::new(signature.ident.span(), "expected a function body"));
        };
        let body = Self::hoist_inner_attributes(&mut attributes, &without_invisible_delimiters(body))?;
        let kind = Kind::of(&signature, &body);
        Ok(Self { attributes, visibility, defaultness, signature, body, kind })
    }

    /// `fn f() { #![allow(x)] … }` → `#[allow(x)] fn f() { … }`
    fn hoist_inner_attributes(attributes: &mut Vec<Attribute>, body: &Group) -> syn::Result<Group> {
        let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?));
        let (inner, rest) = split.parse2(body.stream())?;
        // The compiler reports errors in a body before and after the expansion. It drops the second report only if the
        // braces are the very same.
        if inner.is_empty() && body.delimiter() == Delimiter::Brace {
            return Ok(body.clone());
        }
        attributes.extend(inner.into_iter().map(|attribute| Attribute { style: syn::AttrStyle::Outer, ..attribute }));
        Ok(in_braces(rest, body.span()))
    }

    /// The first paragraph of the function's documentation.
    pub(crate) fn doc(&self) -> String {
        first_paragraph(&self.attributes)
    }

    /// The arguments of another attribute of this crate on the same function, if there is one.
    #[cfg(feature = "audit")]
    pub(crate) fn sibling(&self, attribute: &str) -> Option<TokenStream> {
        let found = self.attributes.iter().find(|candidate| is_named(candidate.path(), attribute))?;
        found.meta.require_list().ok().map(|list| list.tokens.clone())
    }

    /// Whether the function returns a stream, which has many items and no single value.
    pub(crate) fn returns_stream(&self) -> bool {
        matches!(&self.kind, Kind::Later(returned) if returned.what == Later::Stream)
    }

    /// Whether the expansion may not see the returned value: the body is not in a closure, so a `?` in it returns from
    /// the function.
    #[cfg(feature = "observe")]
    pub(crate) fn hides_value(&self) -> bool {
        matches!(self.kind, Kind::Plain) && self.tracks_caller() && any_token(self.body.stream(), &is_question_mark)
    }

    /// Whether the function has `#[track_caller]`, so that its body cannot move into a closure. The traits `Index` and
    /// `IndexMut` declare it on their methods.
    pub(super) fn tracks_caller(&self) -> bool {
        let is_index = self.signature.ident == "index" || self.signature.ident == "index_mut";
        let is_declared = is_index && self.signature.parameters.iter().any(Parameter::is_receiver);
        is_declared || self.attributes.iter().any(|candidate| candidate.path().is_ident("track_caller"))
    }

    /// The function's name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.signature.ident.unraw().to_string()
    }
}

/// The braces of a body that a `macro_rules` passes on as `$body:block`.
fn without_invisible_delimiters(body: Group) -> Group {
    if body.delimiter() != Delimiter::None {
        return body;
    }
    let mut tokens = body.stream().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(inner)), None) => without_invisible_delimiters(inner),
        _ => body,
    }
}

#[cfg(feature = "observe")]
fn is_question_mark(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '?')
}

//! A function as the attributes see it: attributes, signature, and the body as tokens that nobody parses.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Error, Signature, Token, Visibility};

mod inline_body;
mod kind;
mod observation;
mod return_type;
#[cfg(feature = "observe")]
mod returns;
pub(crate) mod verdict;
mod wrap;
use crate::expansion::doc::first_paragraph;
use crate::function::kind::{Kind, Later};
pub(crate) use crate::function::observation::{Judgement, Observation};

/// A function or method with a body.
pub(crate) struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    defaultness: Option<Token![default]>,
    signature: Signature,
    body: Group,
    kind: Kind,
}

impl Function {
    /// Parses the annotated item, and says which functions `attribute` cannot go on.
    pub(crate) fn parse(attribute: &str, item: TokenStream) -> syn::Result<Self> {
        (|input: ParseStream<'_>| Self::parse_in(attribute, input)).parse2(item)
    }

    fn parse_in(attribute: &str, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = if input.peek(Token![default]) { Some(input.parse()?) } else { None };
        let expected = input.error(format!("`#[{attribute}]` goes on a function or a method"));
        let signature: Signature = input.parse().map_err(|_| expected)?;
        if let Some(constness) = &signature.constness {
            let message = format!(
                "`#[{attribute}]` cannot go on a `const fn`, which may run at compile time: remove one of the two"
            );
            return Err(Error::new(constness.span, message));
        }
        if input.peek(Token![;]) {
            let message = format!(
                "`#[{attribute}]` needs a body to observe: put it on each implementation of `{}`",
                signature.ident
            );
            return Err(Error::new(signature.ident.span(), message));
        }
        let TokenTree::Group(body) = input.parse()? else {
            return Err(Error::new(signature.ident.span(), "expected a function body"));
        };
        let body = Self::hoist_inner_attributes(&mut attributes, &body)?;
        let kind = Kind::of(&signature, &body);
        Ok(Self { attributes, visibility, defaultness, signature, body, kind })
    }

    /// `fn f() { #![allow(x)] … }` → `#[allow(x)] fn f() { … }`
    fn hoist_inner_attributes(attributes: &mut Vec<Attribute>, body: &Group) -> syn::Result<Group> {
        let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?));
        let (inner, rest) = split.parse2(body.stream())?;
        // The compiler says what is wrong in a body before and after the expansion. It leaves away what it says of the
        // very same braces again.
        if inner.is_empty() && body.delimiter() == Delimiter::Brace {
            return Ok(body.clone());
        }
        attributes.extend(inner.into_iter().map(|attribute| Attribute { style: syn::AttrStyle::Outer, ..attribute }));
        Ok(in_braces(rest, body.span()))
    }

    /// The first paragraph of what documents the function.
    pub(crate) fn doc(&self) -> String {
        first_paragraph(&self.attributes)
    }

    /// The arguments of another of our attributes on the same function, if it is there.
    #[cfg(feature = "audit")]
    pub(crate) fn sibling(&self, attribute: &str) -> Option<TokenStream> {
        let found = self.attributes.iter().find(|candidate| is_attribute(candidate, attribute))?;
        found.meta.require_list().ok().map(|list| list.tokens.clone())
    }

    /// Whether the function gives a stream, which has many items and no one value.
    pub(crate) fn gives_a_stream(&self) -> bool {
        matches!(&self.kind, Kind::Later(returned) if returned.what == Later::Stream)
    }

    /// Whether the value may not be seen: the body stays where it is, and a `?` leaves the function.
    #[cfg(feature = "observe")]
    pub(crate) fn hides_value(&self) -> bool {
        matches!(self.kind, Kind::Plain) && self.tracks_caller() && has_question_mark(self.body.stream())
    }

    /// Whether the body has to stay where it is, since it asks who called. `Index` and `IndexMut` declare their methods so,
    /// and their implementations need not say it again.
    fn tracks_caller(&self) -> bool {
        let is_index = self.signature.ident == "index" || self.signature.ident == "index_mut";
        let is_declared = is_index && self.signature.receiver().is_some();
        is_declared || self.attributes.iter().any(|candidate| candidate.path().is_ident("track_caller"))
    }

    /// The function's name as users say it: without `r#`.
    pub(crate) fn name(&self) -> String {
        use syn::ext::IdentExt as _;
        self.signature.ident.unraw().to_string()
    }
}

#[cfg(feature = "observe")]
fn has_question_mark(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => has_question_mark(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

fn in_braces(body: TokenStream, place: Span) -> Group {
    let mut braces = Group::new(Delimiter::Brace, body);
    braces.set_span(place);
    braces
}

/// Whether an attribute is one of ours: `#[audited(…)]`, also by a path.
#[cfg(feature = "audit")]
pub(crate) fn is_attribute(attribute: &Attribute, name: &str) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == name)
}

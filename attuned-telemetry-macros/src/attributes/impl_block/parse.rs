//! An `impl` block as the attributes see it: its methods' attributes and signatures. Bodies and all other items stay
//! unparsed tokens.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Error, Token, Visibility};

use super::own::is_named_in;
use crate::diagnostics::compile_errors;
use crate::expansion::tokens::{in_braces, tokens_between};
use crate::function::signature::signature::Signature;

/// The item under an attribute.
pub(super) enum Annotated {
    Impl(Block),
    /// A trait definition with its name.
    Trait(Ident),
    Other,
}

/// An `impl` block.
pub(super) struct Block {
    /// Everything before the braces.
    header: TokenStream,
    braces: Span,
    items: Vec<Item>,
}

enum Item {
    Method(Method),
    Other(TokenStream),
}

/// A method or an associated function with a body.
pub(super) struct Method {
    pub(super) attributes: Vec<Attribute>,
    pub(super) name: Ident,
    /// The place of `const`, if the method is a `const fn`.
    pub(super) constness: Option<Span>,
    /// The tokens after the attributes.
    rest: TokenStream,
}

/// Finds out what the item is. An incomplete item counts as what it starts as.
pub(super) fn annotated(item: &TokenStream) -> Annotated {
    let item = ungrouped(item.clone());
    let kind = |input: ParseStream<'_>| {
        let kind = parse_kind(input);
        input.parse::<TokenStream>()?;
        kind
    };
    match kind.parse2(item.clone()) {
        Ok(Kind::Impl) => block(item).map_or(Annotated::Other, Annotated::Impl),
        Ok(Kind::Trait(name)) => Annotated::Trait(name),
        Ok(Kind::Other) | Err(_) => Annotated::Other,
    }
}

enum Kind {
    Impl,
    Trait(Ident),
    Other,
}

fn parse_kind(input: ParseStream<'_>) -> syn::Result<Kind> {
    input.call(Attribute::parse_outer)?;
    input.parse::<Visibility>()?;
    while input.peek(Token![default]) || input.peek(Token![unsafe]) || input.peek(Token![auto]) {
        input.call(Ident::parse_any)?;
    }
    if input.parse::<Option<Token![trait]>>()?.is_some() {
        return input.parse().map(Kind::Trait);
    }
    Ok(if input.peek(Token![impl]) { Kind::Impl } else { Kind::Other })
}

/// The block, whose last token is its braces.
fn block(item: TokenStream) -> Option<Block> {
    let mut header: Vec<_> = item.into_iter().collect();
    let Some(TokenTree::Group(body)) = header.pop() else { return None };
    let items = parse_items.parse2(body.stream()).ok().filter(|_| body.delimiter() == Delimiter::Brace)?;
    Some(Block { header: header.into_iter().collect(), braces: body.span(), items })
}

/// The item without the invisible delimiters that a `macro_rules` puts around `$item:item`.
fn ungrouped(item: TokenStream) -> TokenStream {
    item.into_iter().flat_map(ungrouped_item).collect()
}

/// Removes the delimiters of a whole item only: inside an item, they hold its parts together.
fn ungrouped_item(token: TokenTree) -> TokenStream {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None && ends_with_braces(&group) => {
            ungrouped(group.stream())
        }
        token => token.into(),
    }
}

fn ends_with_braces(group: &Group) -> bool {
    let last = group.stream().into_iter().last();
    matches!(last, Some(TokenTree::Group(last)) if last.delimiter() == Delimiter::Brace)
}

fn parse_items(input: ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let start = input.fork();
    input.call(Attribute::parse_inner)?;
    let mut items = vec![Item::Other(tokens_between(&start, input)?)];
    while !input.is_empty() {
        let ahead = input.fork();
        items.push(match parse_method(&ahead) {
            Ok(method) => {
                input.advance_to(&ahead);
                Item::Method(method)
            }
            Err(_) => Item::Other(parse_other(input)?),
        });
    }
    Ok(items)
}

fn parse_method(input: ParseStream<'_>) -> syn::Result<Method> {
    let attributes = input.call(Attribute::parse_outer)?;
    let start = input.fork();
    input.parse::<Visibility>()?;
    input.parse::<Option<Token![default]>>()?;
    let signature: Signature = input.parse()?;
    if !input.peek(syn::token::Brace) {
        return Err(input.error("expected a body"));
    }
    input.parse::<TokenTree>()?;
    let Signature { ident: name, constness, .. } = signature;
    Ok(Method { attributes, name, constness, rest: tokens_between(&start, input)? })
}

/// Parses a constant or a type up to its `;`, and a macro call or an incomplete item up to its `;` or braces.
fn parse_other(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let start = input.fork();
    input.call(Attribute::parse_outer).ok();
    input.parse::<Visibility>().ok();
    let has_value = input.peek(Token![const]) || input.peek(Token![type]) || input.peek2(Token![const]);
    while !input.is_empty() {
        match input.parse::<TokenTree>()? {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !has_value => break,
            _ => {}
        }
    }
    tokens_between(&start, input)
}

impl Block {
    /// The block with other methods.
    pub(super) fn with_methods(&self, write: impl Fn(&Method) -> TokenStream) -> TokenStream {
        let items = self.items.iter().map(|item| match item {
            Item::Method(method) => write(method),
            Item::Other(tokens) => tokens.clone(),
        });
        let (header, braces) = (&self.header, in_braces(items.collect(), self.braces));
        quote!(#header #braces)
    }

    /// Whether the block or one of its methods has an attribute with the given name.
    #[cfg(not(feature = "observe"))]
    pub(super) fn mentions(&self, word: &str) -> bool {
        let of_block = |input: ParseStream<'_>| {
            let attributes = input.call(Attribute::parse_outer);
            input.parse::<TokenStream>()?;
            attributes
        };
        let of_block = of_block.parse2(self.header.clone()).unwrap_or_default();
        of_block.iter().any(|attribute| is_named_in(attribute, word))
            || self.items.iter().any(|item| match item {
                Item::Method(method) => method.attributes.iter().any(|attribute| is_named_in(attribute, word)),
                Item::Other(_) => false,
            })
    }
}

impl Method {
    /// The method with other attributes.
    pub(super) fn with(&self, attributes: &[impl quote::ToTokens]) -> TokenStream {
        let rest = &self.rest;
        quote!(#(#attributes)* #rest)
    }

    /// The method without the given attribute, and above it the errors, with the same `#[cfg]` conditions.
    pub(super) fn without(&self, attribute: &str, errors: Option<Error>) -> TokenStream {
        let is_other = |candidate: &&Attribute| !is_named_in(candidate, attribute);
        let attributes: Vec<_> = self.attributes.iter().filter(is_other).collect();
        let conditions: Vec<_> = self.attributes.iter().filter(|found| found.path().is_ident("cfg")).collect();
        let errors = errors.into_iter().flatten().map(|error| {
            let error = compile_errors(error);
            quote!(#(#conditions)* #error)
        });
        let errors: TokenStream = errors.collect();
        let method = self.with(&attributes);
        quote!(#errors #method)
    }

    /// The method as it was.
    #[cfg(not(feature = "observe"))]
    pub(super) fn unchanged(&self) -> TokenStream {
        self.with(&self.attributes)
    }
}

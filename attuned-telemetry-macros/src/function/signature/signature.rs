//! A function's signature. Only the parts that the attributes need are parsed, and it is passed on as it is written: it
//! may have syntax that the parser does not know, of an old edition or of a new compiler.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, ReturnType, Token, Type};

use super::depth::Depth;
use super::parameter::{Parameter, parameters};
use crate::expansion::tokens::tokens_between;

/// Everything before the body of a function.
pub(crate) struct Signature {
    /// The place of `const`.
    pub(crate) constness: Option<Span>,
    /// The place of `fn`.
    pub(in crate::function) keyword: Span,
    pub(crate) ident: Ident,
    pub(in crate::function) is_async: bool,
    /// The generic parameters with their angle brackets.
    pub(in crate::function) generics: TokenStream,
    pub(in crate::function) parameters: Vec<Parameter>,
    /// The return type: [`Type::Verbatim`] if the parser does not know its syntax.
    pub(in crate::function) output: ReturnType,
    tokens: TokenStream,
}

impl Signature {
    /// Whether the next tokens are the beginning of a function.
    pub(in crate::function) fn is_next(input: ParseStream<'_>) -> bool {
        let ahead = input.fork();
        Qualifiers::parse(&ahead).is_ok() && ahead.peek(Token![fn])
    }
}

impl Parse for Signature {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let start = input.fork();
        let Qualifiers { constness, is_async, generator } = Qualifiers::parse(input)?;
        let keyword: Token![fn] = input.parse()?;
        if let Some(generator) = generator {
            let message = "a `gen fn` returns an iterator and is not supported: annotate the code that uses its items";
            return Err(Error::new(generator, message));
        }
        let ident = input.call(Ident::parse_any);
        let ident = ident.map_err(|_| Error::new(keyword.span, "expected the name of the function after `fn`"))?;
        let generics = angle_brackets(input)?;
        let parameters = match input.parse() {
            Ok(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => parameters(group.stream()),
            _ => return Err(Error::new(ident.span(), format!("expected parentheses after the name `{ident}`"))),
        };
        let output = output(input)?;
        if input.peek(Token![where]) {
            up_to_body(input)?;
        }
        let tokens = tokens_between(&start, input)?;
        Ok(Self { constness, keyword: keyword.span, ident, is_async, generics, parameters, output, tokens })
    }
}

impl ToTokens for Signature {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}

/// `const async unsafe extern "C"`
#[derive(Default)]
struct Qualifiers {
    constness: Option<Span>,
    is_async: bool,
    generator: Option<Span>,
}

impl Qualifiers {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut qualifiers = Self::default();
        while !input.peek(Token![fn]) {
            let word = input.call(Ident::parse_any)?;
            match word.to_string().as_str() {
                "const" => qualifiers.constness = Some(word.span()),
                "async" => qualifiers.is_async = true,
                "gen" => qualifiers.generator = Some(word.span()),
                "unsafe" | "safe" | "final" => {}
                "extern" => {
                    input.parse::<Option<LitStr>>()?;
                }
                _ => return Err(Error::new(word.span(), "expected `fn`")),
            }
        }
        Ok(qualifiers)
    }
}

/// The type after `->`.
fn output(input: ParseStream<'_>) -> syn::Result<ReturnType> {
    if !input.peek(Token![->]) {
        return Ok(ReturnType::Default);
    }
    let arrow: Token![->] = input.parse()?;
    let tokens = up_to_body(input)?;
    if tokens.is_empty() {
        return Err(Error::new(arrow.spans[1], "expected a return type after `->`"));
    }
    let returned = syn::parse2(tokens.clone()).unwrap_or(Type::Verbatim(tokens));
    Ok(ReturnType::Type(arrow, Box::new(returned)))
}

/// `<T>`, or nothing.
fn angle_brackets(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if !input.peek(Token![<]) {
        return Ok(TokenStream::new());
    }
    let mut depth = Depth::default();
    let mut tokens = TokenStream::new();
    while !input.is_empty() {
        let token: TokenTree = input.parse()?;
        depth.count(&token);
        tokens.extend([token]);
        if depth.is_outside() {
            break;
        }
    }
    Ok(tokens)
}

/// The tokens up to the `where`, the `;` or the braces after a type or a `where` clause.
fn up_to_body(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut depth = Depth::default();
    let mut tokens = TokenStream::new();
    while !input.is_empty() {
        let is_first_where = !tokens.is_empty() && input.peek(Token![where]);
        if depth.is_outside() && (is_first_where || input.peek(Token![;]) || input.peek(syn::token::Brace)) {
            break;
        }
        let token: TokenTree = input.parse()?;
        depth.count(&token);
        tokens.extend([token]);
    }
    Ok(tokens)
}

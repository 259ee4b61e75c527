//! Options as unparsed entries: those of a block are joined with those of a method.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Path, Token};

use crate::expansion::tokens::tokens_between;
use crate::options::conflicts::{Conflict, Setting};

/// Options in the given order. Errors in them are reported by the attribute on the method.
#[derive(Clone, Default)]
pub(super) struct Entries(Vec<Entry>);

/// `key`, `key = value`, `key(…)`, or invalid tokens.
#[derive(Clone)]
pub(super) struct Entry {
    key: Option<Ident>,
    /// The tokens after the key, or all tokens if there is no key.
    rest: TokenStream,
    comma: Option<Token![,]>,
}

impl Entries {
    pub(super) fn parse(tokens: TokenStream) -> Self {
        let parser = |input: ParseStream<'_>| {
            let mut entries = Vec::new();
            while !input.is_empty() {
                entries.push(Entry::parse(input)?);
            }
            Ok(Self(entries))
        };
        parser.parse2(tokens).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &Ident> {
        self.0.iter().filter_map(|entry| entry.key.as_ref())
    }

    pub(super) fn find(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.is(key))
    }

    /// The word `skip`, if an entry is just that.
    pub(super) fn skip(&self) -> Option<&Ident> {
        self.0.iter().find(|entry| entry.is_word("skip")).and_then(|entry| entry.key.as_ref())
    }

    /// The entries for which a predicate holds, and the others.
    pub(super) fn split(&self, holds: impl Fn(&Entry) -> bool) -> (Self, Self) {
        let (some, others) = self.0.iter().cloned().partition(holds);
        (Self(some), Self(others))
    }

    pub(super) fn tokens(&self) -> TokenStream {
        let entries = self.0.iter().map(|Entry { key, rest, comma }| {
            let comma = comma.unwrap_or_default();
            quote!(#key #rest #comma)
        });
        entries.collect()
    }

    /// A method's own options, followed by the block's options that they do not replace. What the block masks stays
    /// masked.
    pub(super) fn joined_with(&self, block: &Self, conflicts: &[Conflict]) -> Self {
        let own = self.0.iter().map(|entry| match block.find("redact") {
            Some(masked) if entry.is("redact") => entry.with_list(masked),
            _ => entry.clone(),
        });
        let others = block.0.iter().filter(|entry| !self.replaces(entry, conflicts));
        Self(own.chain(others.cloned()).collect())
    }

    /// The path of the runtime, if it is given.
    pub(super) fn runtime(&self) -> Option<Path> {
        self.find("crate").and_then(Entry::value)
    }

    /// Adds `key = "value"`.
    pub(super) fn push_text(&mut self, key: &str, value: &str) {
        let key = Ident::new(key, proc_macro2::Span::call_site());
        self.0.push(Entry { key: Some(key), rest: quote!(= #value), comma: None });
    }

    /// Whether an option of the block is also given here, or conflicts with an option here.
    fn replaces(&self, of_block: &Entry, conflicts: &[Conflict]) -> bool {
        self.0.iter().any(|own| {
            own.key == of_block.key
                || conflicts.iter().any(|[first, second]| {
                    (own.gives(first) && of_block.gives(second)) || (own.gives(second) && of_block.gives(first))
                })
        })
    }
}

impl Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = if input.peek(Ident::peek_any) { Some(input.call(Ident::parse_any)?) } else { None };
        let start = input.fork();
        // A value can contain commas, as in `map::<K, V>()`.
        let ahead = input.fork();
        if ahead.parse::<Token![=]>().and_then(|_| ahead.parse::<Expr>()).is_ok() {
            input.advance_to(&ahead);
        }
        while !input.is_empty() && !input.peek(Token![,]) {
            input.parse::<TokenTree>()?;
        }
        Ok(Self { key, rest: tokens_between(&start, input)?, comma: input.parse()? })
    }

    pub(super) fn is(&self, key: &str) -> bool {
        self.key.as_ref().is_some_and(|found| found.unraw() == key)
    }

    /// Whether the entry gives a setting.
    fn gives(&self, setting: &Setting) -> bool {
        self.key.as_ref().is_some_and(|key| setting.is(&key.unraw().to_string(), self.is_false()))
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is(word) && self.rest.is_empty()
    }

    /// `key = false`
    pub(super) fn is_false(&self) -> bool {
        self.value::<syn::LitBool>().is_some_and(|value| !value.value)
    }

    /// `key = value`
    pub(super) fn value<T: syn::parse::Parse>(&self) -> Option<T> {
        let parser = |input: ParseStream<'_>| input.parse::<Token![=]>().and_then(|_| input.parse::<T>());
        parser.parse2(self.rest.clone()).ok()
    }

    /// `key(a)` with `key(a, b)` → `key(a, b)`
    fn with_list(&self, more: &Self) -> Self {
        let list = |rest: &TokenStream| match rest.clone().into_iter().next() {
            Some(TokenTree::Group(list)) => Some(list),
            _ => None,
        };
        let (Some(own), Some(more)) = (list(&self.rest), list(&more.rest)) else { return self.clone() };
        let (own_names, more_names) = (Entries::parse(own.stream()), Entries::parse(more.stream()));
        let (_, missing) = more_names.split(|entry| own_names.keys().any(|name| entry.is(&name.unraw().to_string())));
        let names = Entries(own_names.0.into_iter().chain(missing.0).collect());
        let mut joined = proc_macro2::Group::new(own.delimiter(), names.tokens());
        joined.set_span(own.span());
        Self { rest: TokenTree::Group(joined).to_token_stream(), ..self.clone() }
    }
}

//! Nearly valid tokens, and arbitrary tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;

use super::source;
use super::source::INVISIBLE;

/// Parses a text that consists of valid tokens.
pub(super) fn tokens(text: &str) -> TokenStream {
    source::tokens(text).unwrap_or_else(|| panic!("no tokens: {text}"))
}

/// A typing mistake.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slip {
    Remove,
    Double,
    /// Swapped with the next token.
    Exchange,
    /// A group loses its content.
    Empty,
    /// A group's content loses the group.
    Open,
    /// The token gets invisible delimiters.
    Hide,
}

/// Slips at given tokens, counted from the outermost group to the innermost.
pub(super) type Slips = Vec<(usize, Slip)>;

pub(super) fn slips(most: usize) -> impl Strategy<Value = Slips> {
    let slip = prop_oneof![
        Just(Slip::Remove),
        Just(Slip::Double),
        Just(Slip::Exchange),
        Just(Slip::Empty),
        Just(Slip::Open),
        Just(Slip::Hide)
    ];
    prop::collection::vec((0_usize..160, slip), 0..=most)
}

/// The tokens after some slips.
pub(super) fn slipped(mut tokens: TokenStream, slips: &Slips) -> TokenStream {
    for (position, slip) in slips {
        let mut left = *position % count(&tokens).max(1);
        tokens = slip_at(tokens, &mut left, *slip);
    }
    tokens
}

fn count(tokens: &TokenStream) -> usize {
    let words = tokens.clone().into_iter();
    words.map(|word| if let TokenTree::Group(group) = word { 1 + count(&group.stream()) } else { 1 }).sum()
}

fn slip_at(tokens: TokenStream, left: &mut usize, slip: Slip) -> TokenStream {
    let mut result = Vec::new();
    let mut words = tokens.into_iter();
    while let Some(word) = words.next() {
        let is_here = *left == 0;
        *left = left.wrapping_sub(1);
        match word {
            word if is_here => result.extend(slip_of(word, words.next(), slip)),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), slip_at(group.stream(), left, slip));
                inner.set_span(group.span());
                result.push(TokenTree::Group(inner));
            }
            word => result.push(word),
        }
    }
    result.into_iter().collect()
}

fn slip_of(word: TokenTree, next: Option<TokenTree>, slip: Slip) -> Vec<TokenTree> {
    let regrouped = |delimiter, tokens| {
        let mut group = Group::new(delimiter, tokens);
        group.set_span(word.span());
        TokenTree::Group(group)
    };
    let mut words = match (slip, &word) {
        (Slip::Remove, _) => vec![],
        (Slip::Double, _) => vec![word.clone(), word],
        (Slip::Exchange, _) => return next.into_iter().chain([word]).collect(),
        (Slip::Empty, TokenTree::Group(group)) => vec![regrouped(group.delimiter(), TokenStream::new())],
        (Slip::Open, TokenTree::Group(group)) => group.stream().into_iter().collect(),
        (Slip::Hide, _) => vec![regrouped(Delimiter::None, word.clone().into())],
        (Slip::Empty | Slip::Open, _) => vec![word],
    };
    words.extend(next);
    words
}

/// Words that our macros look for, and many others.
const WORDS: &[&str] = &[
    "op",
    "scope",
    "span",
    "metrics",
    "fields",
    "labels",
    "level",
    "parent",
    "err",
    "ret",
    "slo",
    "event",
    "redact",
    "user_id",
    "when",
    "changed",
    "skip",
    "crate",
    "text",
    "transparent",
    "health",
    "optional",
    "timeout",
    "name",
    "fn",
    "async",
    "impl",
    "dyn",
    "struct",
    "enum",
    "trait",
    "pub",
    "const",
    "unsafe",
    "extern",
    "default",
    "where",
    "for",
    "self",
    "Self",
    "mut",
    "ref",
    "move",
    "return",
    "r#type",
    "Future",
    "Stream",
    "Pin",
    "Box",
    "Unpin",
    "T",
    "'a",
    "'static",
    "'async_trait",
    "_",
    "\"text\"",
    "\"\"",
    "\"250ms\"",
    "7",
    "9.5",
    "1e999",
    "1_u8",
    "'c'",
    "b\"b\"",
    "c\"c\"",
    "r#\"raw\"#",
    "\"s\"suffix",
    "false",
    "true",
    ",",
    ";",
    ":",
    "::",
    "=",
    "=>",
    "->",
    "<",
    ">",
    "|",
    "||",
    "&",
    "&&",
    "!",
    "?",
    "%",
    ".",
    "..",
    "#",
    "$",
    "@",
    "+",
    "-",
    "*",
    "ä",
];

/// Any words, in any groups.
pub(super) fn noise() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS).prop_map(str::to_owned);
    let group = word.prop_recursive(6, 48, 8, |inner| {
        let list = prop::collection::vec(inner, 0..8).prop_map(|words| words.join(" "));
        (list, 0..4_u8).prop_map(|(list, delimiter)| match delimiter {
            0 => format!("({list})"),
            1 => format!("[{list}]"),
            2 => format!("{{{list}}}"),
            _ => format!("{INVISIBLE}({list})"),
        })
    });
    prop::collection::vec(group, 0..10).prop_map(|words| words.join(" "))
}

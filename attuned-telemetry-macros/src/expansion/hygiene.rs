//! Keeps an expansion from colliding with the names around it.

use proc_macro2::{Span, TokenStream, TokenTree};
#[cfg(any(feature = "audit", feature = "observe"))]
use quote::quote_spanned;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Expr, Path};

/// The runtime's hidden module: `::attuned_telemetry_rt::__private`, or below the path given by `crate = …`.
pub(crate) fn door(runtime: Option<&Path>) -> TokenStream {
    let runtime = self::runtime(runtime);
    quote!(#runtime::__private)
}

/// The runtime crate: `::attuned_telemetry_rt`, or the path given by `crate = …`.
pub(crate) fn runtime(runtime: Option<&Path>) -> TokenStream {
    match runtime {
        Some(path) => path.to_token_stream(),
        None => quote!(::attuned_telemetry_rt),
    }
}

/// A span for the macro's own tokens at the place of the user's: errors underline the user's code, but lints do not
/// treat the tokens as the user's.
pub(crate) fn at(place: &impl Spanned) -> Span {
    Span::call_site().located_at(place.span())
}

/// A variable of the macro, which the user's code can neither see nor shadow.
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) fn local(name: &str) -> TokenStream {
    proc_macro2::Ident::new(name, Span::mixed_site()).to_token_stream()
}

/// The macro's own tokens, moved to a place. They resolve as before.
pub(crate) fn moved(words: &TokenStream, place: Span) -> TokenStream {
    let move_there = |mut word: TokenTree| {
        word.set_span(word.span().located_at(place));
        word
    };
    words.clone().into_iter().map(move_there).collect()
}

/// The user's tokens once more, at their place, but not for lints as if the user had written them twice. `$crate` keeps
/// its span, without which it does not resolve.
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) fn repeated(words: &TokenStream) -> TokenStream {
    let repeat = |mut word: TokenTree| {
        if !matches!(&word, TokenTree::Ident(ident) if ident == "$crate") {
            word.set_span(at(&word));
        }
        word
    };
    words.clone().into_iter().map(repeat).collect()
}

/// An expression without the invisible delimiters that a `macro_rules` puts around `$value:expr`.
pub(crate) fn ungrouped(value: Expr) -> Expr {
    match value {
        Expr::Group(group) => ungrouped(*group.expr),
        value => value,
    }
}

/// An expression that is used as an operand: `a + b` → `(a + b)`.
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) fn operand(value: &Expr) -> TokenStream {
    match value {
        Expr::Group(group) => operand(&group.expr),
        Expr::Assign(_) | Expr::Binary(_) | Expr::Cast(_) | Expr::Range(_) => quote_spanned!(at(value)=> (#value)),
        value => value.to_token_stream(),
    }
}

//! Lints that would report a function only because of the code around its body.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::ReturnType;

use crate::expansion::hygiene::at;
use crate::expansion::tokens::any_token;
use crate::function::function::Function;

impl Function {
    /// `#[allow(clippy::…)]` for such a lint.
    pub(super) fn allowed(&self) -> TokenStream {
        match () {
            // The body is in a closure, which cannot return `!`.
            () if self.never_returns() => quote!(#[allow(clippy::infinite_loop)]),
            // The body is in an `async` block, which seems to forget an `await`.
            () if self.seems_to_yield_future() => quote!(#[allow(clippy::async_yields_async)]),
            // An empty function is a placeholder, whose type parameters may be unused.
            () if self.is_empty_placeholder() => quote!(#[allow(clippy::extra_unused_type_parameters)]),
            () => TokenStream::new(),
        }
    }

    /// The span of the braces of the function. They are the macro's if the body is the one that `clippy` wants for a
    /// `clone` of a type that is `Copy`, or for a `partial_cmp` of a type that is `Ord`.
    pub(super) fn place_of_braces(&self) -> Span {
        let body = || self.body.stream().to_string().split_whitespace().collect::<String>();
        let is_canonical = match self.signature.ident.to_string().as_str() {
            "clone" => body() == "*self",
            "partial_cmp" => body() == "Some(self.cmp(other))",
            _ => false,
        };
        if is_canonical { at(&self.body) } else { self.body.span() }
    }

    fn is_empty_placeholder(&self) -> bool {
        self.body.stream().is_empty() && !self.signature.generics.is_empty()
    }

    /// Whether this is an `async fn` whose value is itself a future, according to the names in its type.
    fn seems_to_yield_future(&self) -> bool {
        let ReturnType::Type(_, returned) = &self.signature.output else { return false };
        let is_future = |token: &TokenTree| {
            let TokenTree::Ident(word) = token else { return false };
            let word = word.to_string();
            FUTURES.iter().any(|name| word.ends_with(name))
        };
        self.signature.is_async && any_token(returned.to_token_stream(), &is_future)
    }
}

/// Names of futures, or the ends of such names.
const FUTURES: [&str; 5] = ["Future", "Handle", "Ready", "Receiver", "Task"];

//! Collects errors, so that one compilation shows them all.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Option<Error>,
}

impl Diagnostics {
    /// Adds an error.
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// Returns the value, or adds the error and returns `None`.
    pub(crate) fn catch<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// Adds the errors of another collection.
    pub(crate) fn extend(&mut self, others: Self) {
        if let Some(errors) = others.errors {
            self.push(errors);
        }
    }

    /// Returns the value, or all errors if there is at least one.
    pub(crate) fn finish<T>(self, value: Option<T>) -> syn::Result<T> {
        match (self.errors, value) {
            (None, Some(value)) => Ok(value),
            (Some(errors), _) => Err(errors),
            (None, None) => Err(Error::new(Span::call_site(), "cannot parse this annotation")),
        }
    }
}

/// Returns the expansion of an attribute, or every error and the item as it was: the item still exists, so one mistake
/// is one error.
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) fn or_item(expansion: syn::Result<TokenStream>, item: TokenStream) -> TokenStream {
    or_fallback(expansion, || item)
}

/// Returns the expansion, or every error and the fallback, which keeps other code from having errors.
pub(crate) fn or_fallback(expansion: syn::Result<TokenStream>, fallback: impl FnOnce() -> TokenStream) -> TokenStream {
    expansion.unwrap_or_else(|errors| {
        let mut tokens = compile_errors(errors);
        tokens.extend(fallback());
        tokens
    })
}

/// `compile_error! { "…" }` for each error.
///
/// `syn` writes `::core::compile_error!`. The span of the path is in the user's code, and in Rust 2015 `::core` is a
/// module of the user's crate.
pub(crate) fn compile_errors(errors: Error) -> TokenStream {
    let is_path = |token: &TokenTree| !matches!(token, TokenTree::Ident(name) if name == "compile_error");
    errors.into_iter().flat_map(|error| error.to_compile_error().into_iter().skip_while(is_path)).collect()
}

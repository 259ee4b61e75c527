//! How a returned value is classified.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

/// How a returned value is classified.
pub(crate) enum Verdict {
    /// By its type: `Err` is an error.
    ByType,
    OkIf(Expr),
    ErrorIf(Expr),
}

impl Verdict {
    /// Whether a predicate looks at the returned value.
    pub(crate) const fn asks_value(&self) -> bool {
        !matches!(self, Self::ByType)
    }

    /// The expression that decides whether a value is a failure. `value` is a reference to it.
    pub(crate) fn failure(&self, door: &TokenStream, value: &TokenStream) -> TokenStream {
        let by_type = quote!(#door::classify(#value).error());
        match self {
            Self::ByType => by_type,
            Self::OkIf(is_ok) => quote!(#door::ok_if(#value, #is_ok, #by_type)),
            Self::ErrorIf(is_error) => quote!(#door::error_if(#value, #is_error, #by_type)),
        }
    }
}

//! A pattern for a variant.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Fields;

/// `Self::Closed`, or `Self::NotFound { .. }` for a variant with fields.
pub(crate) fn pattern(ident: &Ident, fields: &Fields) -> TokenStream {
    if matches!(fields, Fields::Unit) { quote!(Self::#ident) } else { quote!(Self::#ident { .. }) }
}

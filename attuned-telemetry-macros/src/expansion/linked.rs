//! What is annotated is listed in the runtime's catalog, where that has one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Whether the runtime has a catalog.
pub(crate) const IS_LINKED: bool = cfg!(feature = "catalog");

/// A static in one of the catalog's lists: `linked!(OPERATIONS: static __OPERATION: …);`
pub(crate) fn linked(list: &str, item: &TokenStream, door: &TokenStream) -> TokenStream {
    if !IS_LINKED {
        return item.clone();
    }
    let list = Ident::new(list, Span::call_site());
    quote!(#door::linked! { #list: #item })
}

//! What is annotated is listed in the runtime's catalog, where that has one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Whether the runtime has a catalog.
pub(crate) const IS_LISTED: bool = cfg!(feature = "catalog");

/// A static in one of the catalog's lists: `listed!(OPERATIONS: static __OPERATION: …);`
pub(crate) fn listed(list: &str, item: &TokenStream, door: &TokenStream) -> TokenStream {
    if !IS_LISTED {
        return item.clone();
    }
    let list = Ident::new(list, Span::call_site());
    quote!(#door::listed! { #list: #item })
}

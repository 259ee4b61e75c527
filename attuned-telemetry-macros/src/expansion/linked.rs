//! Statics that the linker collects into the runtime's catalog.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Whether the runtime has a catalog.
pub(crate) const IS_LINKED: bool = cfg!(feature = "catalog");

/// Adds a static to one of the catalog's lists: `linked!(OPERATIONS: static __OPERATION: …);`
pub(crate) fn linked(list: &str, item: &TokenStream, door: &TokenStream) -> TokenStream {
    if !IS_LINKED {
        return item.clone();
    }
    let list = Ident::new(list, Span::call_site());
    quote!(#door::linked! { #list: #item })
}

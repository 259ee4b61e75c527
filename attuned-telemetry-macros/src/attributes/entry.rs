//! The entry points of the attributes. The annotated item, and the other attributes on it, decide how it is expanded.

use proc_macro2::TokenStream;

use crate::attributes::impl_block::expand;
use crate::attributes::order;

/// `#[observed]` on a block, above an `#[audited]`, or on a function.
pub(crate) fn observed(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    if let Some(expanded) = expand::observed(arguments, item) {
        return expanded;
    }
    if let Some(reordered) = order::throws_first("observed", arguments, item) {
        return reordered;
    }
    #[cfg(feature = "audit")]
    if let Some(reordered) = order::audited_first(arguments, item) {
        return reordered;
    }
    #[cfg(feature = "observe")]
    return crate::attributes::observed::attribute::observed(arguments.clone(), item.clone());
    #[cfg(not(feature = "observe"))]
    item.clone()
}

/// `#[audited]` on a block or on a function.
#[cfg(feature = "audit")]
pub(crate) fn audited(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    expand::audited(arguments, item)
        .or_else(|| order::throws_first("audited", arguments, item))
        .unwrap_or_else(|| crate::attributes::audited::attribute::audited(arguments.clone(), item.clone()))
}

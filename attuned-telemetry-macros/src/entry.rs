//! What an attribute stands on, and what stands with it, decides who expands it.

use proc_macro2::TokenStream;

use crate::impl_block;

/// `#[observed]` on a block, above an `#[audited]`, or on a function.
pub(crate) fn observed(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    if let Some(expanded) = impl_block::observed(arguments, item) {
        return expanded;
    }
    #[cfg(feature = "audit")]
    if let Some(reordered) = crate::order::audited_first(arguments, item) {
        return reordered;
    }
    #[cfg(feature = "observe")]
    return crate::observed::observed(arguments.clone(), item.clone());
    #[cfg(not(feature = "observe"))]
    item.clone()
}

/// `#[audited]` on a block or on a function.
#[cfg(feature = "audit")]
pub(crate) fn audited(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    impl_block::audited(arguments, item).unwrap_or_else(|| crate::audited::audited(arguments.clone(), item.clone()))
}

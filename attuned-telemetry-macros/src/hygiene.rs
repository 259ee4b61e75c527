//! What keeps an expansion from meeting the names around it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;

/// The runtime's hidden door: `::attuned_telemetry_rt::__private`, or below the path given by `crate = …`.
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

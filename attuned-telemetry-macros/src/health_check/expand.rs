//! The expansion of `#[derive(HealthCheck)]`: one implementation that names the parts.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::check::{Component, Part};
use crate::hygiene::{door, moved, runtime};

/// ```text
/// impl HealthCheck for MemoryStore {
///     fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
///     where
///         'life0: 'async_trait,
///         Self: 'async_trait,
///     {
///         Parts::of("memory_store").component("qdrant", &self.qdrant).optional().timeout(200_000_000).check()
///     }
///
///     fn name(&self) -> &'static str {
///         "memory_store"
///     }
/// }
/// ```
pub(super) fn expand(component: &Component) -> TokenStream {
    let Component { ident, generics, name, parts, .. } = component;
    let runtime = runtime(component.runtime.as_ref());
    let door = door(component.runtime.as_ref());
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let parts = parts.iter().map(part);
    quote! {
        impl #parameters #runtime::HealthCheck for #ident #arguments #bounds {
            fn check<'life0, 'async_trait>(&'life0 self) -> #runtime::Checking<'async_trait>
            where
                'life0: 'async_trait,
                Self: 'async_trait,
            {
                #door::Parts::of(#name) #(#parts)* .check()
            }

            fn name(&self) -> &'static ::core::primitive::str {
                #name
            }
        }
    }
}

/// `.component("qdrant", &self.qdrant).optional().timeout(200_000_000)`
fn part(part: &Part) -> TokenStream {
    let Part { member, field_type, name, probe, .. } = part;
    let asked = match probe {
        Some(probe) => {
            let member = moved(&member.to_token_stream(), probe.span());
            quote_spanned!(probe.span()=> .probe(#name, || #probe(&self.#member)))
        }
        None => {
            let member = moved(&member.to_token_stream(), field_type.span());
            quote_spanned!(field_type.span()=> .component(#name, &self.#member))
        }
    };
    let optional = part.optional.then(|| quote!(.optional()));
    let timeout = part.timeout.map(|timeout| {
        let nanoseconds = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX);
        quote!(.timeout(#nanoseconds))
    });
    quote!(#asked #optional #timeout)
}

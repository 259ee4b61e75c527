//! The expansion of `#[derive(LabelValue)]`: one implementation that lists the variants.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Generics, Ident};

use super::check::Label;
use super::options;
use super::options::EnumOptions;
use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::{door, runtime};
use crate::expansion::variant::pattern;

/// ```text
/// impl LabelValue for Kind {
///     const COUNT: usize = 2;
///
///     fn index(&self) -> usize {
///         match *self {
///             Self::Snapshot => 0,
///             Self::History => 1,
///         }
///     }
///
///     fn as_str(&self) -> &'static str {
///         match *self {
///             Self::Snapshot => "snapshot",
///             Self::History => "history",
///         }
///     }
/// }
/// ```
pub(super) fn expand(label: &Label<'_>) -> TokenStream {
    let Label { ident, generics, values, .. } = label;
    let runtime = runtime(label.runtime.as_ref());
    let count = values.len();
    let patterns: Vec<_> = values.iter().map(|value| pattern(value.ident, value.fields)).collect();
    let indices = 0..count;
    let texts = values.iter().map(|value| &value.text);
    let index = quote!(match *self { #(#patterns => #indices,)* });
    let text = quote!(match *self { #(#patterns => #texts,)* });
    implementation(ident, generics, &runtime, &quote!(#count), [&index, &text])
}

/// Replaces the expansion of an enum with an error, so that code that uses the label has no errors of its own.
pub(super) fn fallback(input: &DeriveInput) -> TokenStream {
    let options: EnumOptions = options::of(&input.attrs, &mut Diagnostics::default());
    let path = options.runtime.map(|given| given.value);
    let (runtime, door) = (runtime(path.as_ref()), door(path.as_ref()));
    let never = quote!(#door::never());
    implementation(&input.ident, &input.generics, &runtime, &quote!(0), [&never, &never])
}

fn implementation(
    ident: &Ident,
    generics: &Generics,
    runtime: &TokenStream,
    count: &TokenStream,
    [index, text]: [&TokenStream; 2],
) -> TokenStream {
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        impl #parameters #runtime::LabelValue for #ident #arguments #bounds {
            const COUNT: ::core::primitive::usize = #count;

            fn index(&self) -> ::core::primitive::usize {
                #index
            }

            fn as_str(&self) -> &'static ::core::primitive::str {
                #text
            }
        }
    }
}

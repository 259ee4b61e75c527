//! The options of `#[health(…)]`, on the struct and on its fields.

use proc_macro2::TokenStream;
use syn::{Attribute, LitStr, Meta, Path};

use crate::diagnostics::Diagnostics;
use crate::options::{self, Flag, Options, options};

options! {
    pub(super) struct StructOptions {
        /// The component's name; by default the struct's, in `snake_case`.
        "name" => name: LitStr,
        /// Where the runtime is, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    pub(super) struct FieldOptions {
        /// The part's name; by default the field's.
        "name" => name: LitStr,
        /// Whether the whole can do without this part.
        "optional" => optional: Flag,
        /// How long the part may take to answer.
        "timeout" => timeout: LitStr,
        /// A function that is asked about the field, which then need not be a component itself.
        "with" => with: Path,
    }
}

/// The options in all `#[health(…)]` among some attributes; `None` if there is no such attribute.
pub(super) fn options<O: Options>(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Option<O> {
    let mut arguments = None::<TokenStream>;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("health")) {
        let tokens = match &attribute.meta {
            Meta::Path(_) => TokenStream::new(),
            Meta::List(list) => list.tokens.clone(),
            Meta::NameValue(pair) => {
                diagnostics.push(syn::Error::new_spanned(pair, "expected `#[health]` or `#[health(…)]`"));
                TokenStream::new()
            }
        };
        arguments = Some(join(arguments, tokens));
    }
    arguments.map(|arguments| options::parse(arguments, diagnostics))
}

/// `a` and `b` → `a, b`
fn join(first: Option<TokenStream>, second: TokenStream) -> TokenStream {
    match first {
        Some(first) if !first.is_empty() && !second.is_empty() => quote::quote!(#first, #second),
        Some(first) if second.is_empty() => first,
        _ => second,
    }
}

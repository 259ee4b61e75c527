//! The options of `#[health(…)]`, on the type and on its fields.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Error, Expr, LitStr, Meta, Path};

use super::value::probe::Probe;
use crate::diagnostics::Diagnostics;
use crate::options::parse::parse;
use crate::options::table::{Options, options};
use crate::options::value::Flag;

options! {
    pub(super) struct TypeOptions {
        /// The component's name; by default the type's name in `snake_case`.
        "name" => name: LitStr,
        /// The path of the runtime, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    pub(super) struct FieldOptions {
        /// The part's name; by default the field's name.
        "name" => name: LitStr,
        /// If the part fails, the component is degraded, never unhealthy.
        "optional" => optional: Flag,
        /// The maximum duration of the part's check.
        "timeout" => timeout: Duration,
        /// A function that checks the field, which then need not be a component.
        "with" => with: Probe,
        /// Limits of a number: beyond them the part is degraded or unhealthy.
        "degraded_above" => degraded_above: Expr,
        "unhealthy_above" => unhealthy_above: Expr,
        "degraded_below" => degraded_below: Expr,
        "unhealthy_below" => unhealthy_below: Expr,
    }
}

/// The options in every `#[health(…)]`, or `None` if there is no such attribute.
pub(super) fn of<O: Options>(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Option<O> {
    let mut arguments = None::<TokenStream>;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("health")) {
        let tokens = match &attribute.meta {
            Meta::Path(_) => TokenStream::new(),
            Meta::List(list) => list.tokens.clone(),
            Meta::NameValue(pair) => {
                diagnostics.push(Error::new_spanned(pair, "expected `#[health]` or `#[health(…)]`"));
                TokenStream::new()
            }
        };
        arguments = Some(join(arguments, tokens));
    }
    arguments.map(|arguments| parse(arguments, diagnostics))
}

/// `a` and `b` → `a, b`
fn join(first: Option<TokenStream>, second: TokenStream) -> TokenStream {
    match first {
        Some(first) if !first.is_empty() && !second.is_empty() => quote!(#first, #second),
        Some(first) if second.is_empty() => first,
        _ => second,
    }
}

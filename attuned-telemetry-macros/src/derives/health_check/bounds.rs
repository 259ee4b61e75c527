//! The bounds of the implementation for a generic type: as few as possible.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote};
use syn::{Generics, Ident, WherePredicate, parse_quote};

use super::check::{Asked, Component, Part, Parts};

/// The generics with the bounds that the checks need: the type is `Send` and `Sync`, and each part whose type depends
/// on a parameter is a component.
///
/// ```text
/// struct Store<T> { #[health] shards: Vec<T> }   →   where Self: Send + Sync, Vec<T>: HealthCheck
/// ```
pub(super) fn bounded(component: &Component, runtime: &TokenStream) -> Generics {
    let mut generics = component.generics.clone();
    let parameters: Vec<Ident> = generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    if parameters.is_empty() {
        return generics;
    }
    let mut bounds = vec![quote!(Self: ::core::marker::Send + ::core::marker::Sync)];
    for part in component.all_parts() {
        let field_type = part.field_type.to_token_stream();
        let bound = bound(component, part, runtime).filter(|_| mentions(&field_type, &parameters));
        bounds.extend(bound.map(|bound| quote!(#field_type: #bound)));
    }
    // Two parts of one type need the bound only once.
    let mut seen = HashSet::new();
    bounds.retain(|bound| seen.insert(bound.to_string()));
    let bounds = bounds.iter().map(|bound| parse_quote!(#bound));
    generics.make_where_clause().predicates.extend(bounds.collect::<Vec<WherePredicate>>());
    generics
}

/// The bound on a part's type.
fn bound(component: &Component, part: &Part, runtime: &TokenStream) -> Option<TokenStream> {
    let shared = quote!(::core::marker::Sync);
    match (&part.asked, &component.parts) {
        (Asked::Component, _) => {
            let itself = [component.ident.clone(), format_ident!("Self")];
            // A type that contains itself is a component by this very implementation: a bound would be cyclic.
            let is_recursive = mentions(&part.field_type.to_token_stream(), &itself);
            (!is_recursive).then(|| quote!(#runtime::HealthCheck))
        }
        // These take a reference to the field. A path on a struct's field gets it from `self`.
        (Asked::Closure(_), _) | (Asked::Path(_), Parts::OfVariants(_)) => Some(shared),
        (Asked::Path(_), Parts::OfStruct(_)) | (Asked::Number(_), _) => None,
    }
}

/// Whether a type mentions one of the names. `other::T` and `'T` do not mention `T`.
fn mentions(tokens: &TokenStream, names: &[Ident]) -> bool {
    let mut before = String::new();
    tokens.clone().into_iter().any(|token| {
        let is_other = before.ends_with("::") || before.ends_with('\'');
        if let TokenTree::Punct(punct) = &token {
            before.push(punct.as_char());
            return false;
        }
        before.clear();
        match token {
            TokenTree::Ident(word) => !is_other && names.contains(&word),
            TokenTree::Group(group) => mentions(&group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        }
    })
}

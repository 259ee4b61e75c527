//! What the implementation for a generic type needs of its parameters, and no more.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident};
use syn::{Generics, Ident, parse_quote};

use super::check::{Asked, Component, Part};

/// The generics with the bounds that asking the parts needs: each part whose type depends on a parameter is a
/// component, and the whole can be shared among threads.
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
    let bounds = generics.make_where_clause();
    bounds.predicates.push(parse_quote!(Self: ::core::marker::Send + ::core::marker::Sync));
    let mut bounded = Vec::new();
    for Part { field_type, .. } in component.all_parts().filter(|part| matches!(part.asked, Asked::Component)) {
        let tokens = field_type.to_token_stream();
        // A type that contains itself is a component if this implementation is there: a bound would go in a circle.
        let is_recursive = mentions(&tokens, &[component.ident.clone(), format_ident!("Self")]);
        if mentions(&tokens, &parameters) && !is_recursive && !bounded.contains(&tokens.to_string()) {
            bounded.push(tokens.to_string());
            bounds.predicates.push(parse_quote!(#field_type: #runtime::HealthCheck));
        }
    }
    generics
}

/// Whether one of some names is among the words of a type. `other::T` and `'T` are not `T`.
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

//! The expansion of `#[derive(HealthCheck)]`: one implementation that names the parts.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Member;
use syn::ext::IdentExt as _;

use super::bounds::bounded;
use super::check::{Asked, Component, Part, Parts, Variant};
use crate::expansion::hygiene::{at, door, moved, runtime};
use crate::expansion::linked::{IS_LINKED, linked};
use crate::options::duration::nanoseconds;

/// ```text
/// impl HealthCheck for MemoryStore {
///     fn check<'_me: '_it, '_it>(&'_me self) -> Checking<'_it> {
///         Parts::of("memory_store").component("qdrant", &self.qdrant).optional().timeout(200_000_000).check()
///     }
///
///     fn name(&self) -> &'static str {
///         "memory_store"
///     }
/// }
/// ```
pub(super) fn expand(component: &Component) -> TokenStream {
    let ident = &component.ident;
    let runtime = runtime(component.runtime.as_ref());
    let generics = bounded(component, &runtime);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let [parameters, arguments, bounds] = [
        own_lifetimes(parameters.to_token_stream()),
        own_lifetimes(arguments.to_token_stream()),
        own_lifetimes(bounds.to_token_stream()),
    ];
    let door = door(component.runtime.as_ref());
    let (check, name) = (check(component, &door), name(component, &door));
    quote! {
        impl #parameters #runtime::HealthCheck for #ident #arguments #bounds {
            fn check<'_me: '_it, '_it>(&'_me self) -> #runtime::Checking<'_it> {
                #check
            }

            fn name(&self) -> &'static ::core::primitive::str {
                #name
            }
        }
    }
}

/// `"memory_store"`, or `static __COMPONENT: DerivedComponent = …; __COMPONENT.name()` if there is a catalog.
fn name(component: &Component, door: &TokenStream) -> TokenStream {
    let Component { ident, name, doc, .. } = component;
    if !IS_LINKED {
        return quote!(#name);
    }
    let type_name = ident.unraw().to_string();
    // Variants can have parts of the same name.
    let mut seen = HashSet::new();
    let parts = component.all_parts().map(|part| &part.name).filter(|name| seen.insert(*name));
    let derived =
        quote!(#door::DerivedComponent::new([#name, #type_name, #door::module_path!()], #doc, &[#(#parts),*]));
    let item = linked("COMPONENTS", &quote!(static __COMPONENT: #door::DerivedComponent = #derived;), door);
    quote!(#item __COMPONENT.name())
}

/// The generics with lifetimes that have spans of the macro, so that lints about single-use lifetimes ignore them.
fn own_lifetimes(generics: TokenStream) -> TokenStream {
    let mut in_lifetime = false;
    let own = |mut token: TokenTree| {
        let begins = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        if begins || in_lifetime {
            token.set_span(Span::call_site().located_at(token.span()));
        }
        in_lifetime = begins;
        match token {
            TokenTree::Group(group) => {
                let mut own = Group::new(group.delimiter(), own_lifetimes(group.stream()));
                own.set_span(group.span());
                TokenTree::Group(own)
            }
            token => token,
        }
    };
    generics.into_iter().map(own).collect()
}

fn check(component: &Component, door: &TokenStream) -> TokenStream {
    let none = {
        let name = &component.name;
        quote!(#door::Parts::of(#name))
    };
    match &component.parts {
        Parts::OfStruct(parts) => {
            let parts = parts.iter().map(|part| asked(part, own_field));
            quote!(#none #(#parts)* .check())
        }
        Parts::OfVariants(variants) if component.all_parts().next().is_some() => active_variant(variants, &none),
        Parts::OfVariants(_) => quote!(#none.check()),
    }
}

/// ```text
/// let mut _parts = Parts::of("store");
/// match self {
///     Self::Disk { path: __path, .. } => {
///         _parts.component("path", __path);
///     }
///     _ => {}
/// }
/// _parts.check()
/// ```
fn active_variant(variants: &[Variant], none: &TokenStream) -> TokenStream {
    let parts = Ident::new("_parts", Span::mixed_site());
    let (with_parts, without): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| !variant.parts.is_empty());
    let arms = with_parts.into_iter().map(|variant| {
        let pattern = pattern(variant);
        let asked = variant.parts.iter().map(|part| asked(part, bound_field));
        quote!(#pattern => { #parts #(#asked)*; })
    });
    let others = (!without.is_empty()).then(|| quote!(_ => {}));
    quote! {
        let mut #parts = #none;
        match self { #(#arms)* #others }
        #parts.check()
    }
}

/// `Self::Disk { path: __path, .. }` or `Self::Remote(_, __1)`
fn pattern(Variant { ident, members, parts }: &Variant) -> TokenStream {
    if let Some(Member::Named(_)) = members.first() {
        let bindings = parts.iter().map(|part| {
            let (member, binding) = (&part.member, binding(part));
            quote!(#member: #binding)
        });
        let rest = (parts.len() < members.len()).then(|| quote!(..));
        return quote!(Self::#ident { #(#bindings,)* #rest });
    }
    let bindings = members.iter().map(|member| match parts.iter().find(|part| part.member == *member) {
        Some(part) => binding(part).to_token_stream(),
        None => quote!(_),
    });
    quote!(Self::#ident(#(#bindings),*))
}

/// `&self.qdrant`
fn own_field(part: &Part, place: Span) -> TokenStream {
    let member = moved(&part.member.to_token_stream(), place);
    quote_spanned!(place=> &self.#member)
}

/// `__path`
fn bound_field(part: &Part, place: Span) -> TokenStream {
    let mut binding = binding(part);
    binding.set_span(binding.span().located_at(place));
    binding.to_token_stream()
}

/// The variable for a field of a variant. It is hygienic, and its name is not that of a constant, which would be a
/// pattern.
fn binding(part: &Part) -> Ident {
    let name = match &part.member {
        Member::Named(ident) => ident.unraw().to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    };
    Ident::new(&format!("__{name}"), Span::mixed_site())
}

/// `.component("qdrant", &self.qdrant).optional().timeout(200_000_000)`
fn asked(part: &Part, field: fn(&Part, Span) -> TokenStream) -> TokenStream {
    let name = &part.name;
    let place = match &part.asked {
        Asked::Component | Asked::Number(_) => at(&part.field_type),
        Asked::Path(probe) | Asked::Closure(probe) => at(probe),
    };
    let field = field(part, place);
    let asked = match &part.asked {
        Asked::Component => quote_spanned!(place=> .component(#name, #field)),
        Asked::Path(path) => quote_spanned!(place=> .probe(#name, move || #path(#field))),
        Asked::Closure(closure) => quote_spanned!(place=> .closure(#name, #field, #closure)),
        Asked::Number(limits) => {
            let limits = limits.iter().map(|limit| {
                let (place, value) = (at(&limit.value), &limit.value);
                let method = Ident::new(&limit.key.to_string(), place);
                quote_spanned!(place=> .#method(#value))
            });
            quote_spanned!(place=> .number(#name, #field) #(#limits)*)
        }
    };
    let optional = part.optional.then(|| quote!(.optional()));
    let timeout = part.timeout.map(|timeout| {
        let nanoseconds = nanoseconds(timeout);
        quote!(.timeout(#nanoseconds))
    });
    quote!(#asked #optional #timeout)
}

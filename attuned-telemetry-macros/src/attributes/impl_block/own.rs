//! The attributes of a method in an annotated block.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, MetaList, Token};

use super::entries::Entries;
use crate::function::attribute::is_named;

/// Whether an attribute has the given name, also in a `cfg_attr`.
pub(super) fn is_named_in(attribute: &Attribute, name: &str) -> bool {
    let has_name = |meta: &Meta| is_named(meta.path(), name);
    has_name(&attribute.meta)
        || Conditional::parse(attribute).is_some_and(|conditional| conditional.attributes.iter().any(has_name))
}

/// The options in `#[observed(…)]` or `#[observed]`. `None` for another attribute.
pub(super) fn options(meta: &Meta, attribute: &str) -> Option<Entries> {
    match meta {
        Meta::Path(path) if is_named(path, attribute) => Some(Entries::default()),
        Meta::List(list) if is_named(&list.path, attribute) => Some(Entries::parse(list.tokens.clone())),
        _ => None,
    }
}

/// `#[observed(…)]` with other options.
pub(super) fn with_options(meta: &Meta, options: &TokenStream) -> Meta {
    let delimiter = match meta {
        Meta::List(list) => list.delimiter.clone(),
        _ => syn::MacroDelimiter::Paren(syn::token::Paren::default()),
    };
    Meta::List(MetaList { path: meta.path().clone(), delimiter, tokens: options.clone() })
}

/// `#[cfg_attr(condition, one, another(…))]`
pub(super) struct Conditional {
    pub(super) condition: Meta,
    pub(super) attributes: Vec<Meta>,
}

impl Conditional {
    pub(super) fn parse(attribute: &Attribute) -> Option<Self> {
        let Meta::List(list) = &attribute.meta else { return None };
        if !list.path.is_ident("cfg_attr") {
            return None;
        }
        let metas = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list.tokens.clone()).ok()?;
        let mut metas = metas.into_iter();
        Some(Self { condition: metas.next()?, attributes: metas.collect() })
    }

    /// The `cfg_attr` with other attributes. `None` if there are none.
    pub(super) fn with(&self, attributes: &[Meta]) -> Option<TokenStream> {
        let condition = &self.condition;
        (!attributes.is_empty()).then(|| quote!(#[cfg_attr(#condition, #(#attributes),*)]))
    }
}

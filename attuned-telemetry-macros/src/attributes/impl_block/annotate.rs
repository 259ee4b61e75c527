//! Puts the attribute on the methods of a block.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Error, LitStr, Meta};

use super::attribute::Attribute;
use super::check::check_method;
use super::entries::{Entries, Entry};
use super::own;
use super::own::Conditional;
use super::parse::Method;
use crate::expansion::hygiene;

/// An attribute on a block, without errors.
pub(super) struct Annotation<'block> {
    attribute: &'block Attribute,
    entries: &'block Entries,
}

/// The new attributes of a method.
#[derive(Default)]
struct Rewritten {
    attributes: Vec<TokenStream>,
    /// Whether the method has an attribute of its own, with options or with `skip`.
    has_own: bool,
    /// The conditions under which it has one.
    conditions: Vec<Meta>,
}

impl<'block> Annotation<'block> {
    pub(super) fn new(attribute: &'block Attribute, entries: &'block Entries) -> Self {
        Self { attribute, entries }
    }

    /// The method with the attribute: its own with the block's options, or the block's attribute below all others.
    ///
    /// There it is expanded last, so that it wraps what the other attributes expand to, and not at all if a `#[cfg]`
    /// removes the method.
    pub(super) fn on(&self, method: &Method) -> syn::Result<TokenStream> {
        let mut rewritten = Rewritten::default();
        for attribute in &method.attributes {
            if let Some(conditional) = Conditional::parse(attribute) {
                self.rewrite_conditional(&conditional, attribute, method, &mut rewritten)?;
            } else if let Some(options) = own::options(&attribute.meta, self.attribute.name) {
                rewritten.has_own = true;
                let joined = self.joined(&options, &attribute.meta, method)?;
                let rewritten_attribute = joined.map(|meta| syn::Attribute { meta, ..attribute.clone() });
                rewritten.attributes.extend(rewritten_attribute.map(|attribute| attribute.to_token_stream()));
            } else {
                rewritten.attributes.push(attribute.to_token_stream());
            }
        }
        if !rewritten.has_own {
            let attribute = self.of_block(&rewritten.conditions, method)?;
            rewritten.attributes.push(attribute);
        }
        Ok(method.with(&rewritten.attributes))
    }

    /// `#[cfg_attr(test, inline, observed(op = "set"))]`: gets the block's options in place. If the condition does not
    /// hold, the method gets the block's attribute.
    fn rewrite_conditional(
        &self,
        conditional: &Conditional,
        attribute: &syn::Attribute,
        method: &Method,
        rewritten: &mut Rewritten,
    ) -> syn::Result<()> {
        let mut metas = Vec::new();
        let mut is_own = false;
        for meta in &conditional.attributes {
            match own::options(meta, self.attribute.name) {
                Some(options) => {
                    is_own = true;
                    metas.extend(self.joined(&options, meta, method)?);
                }
                None => metas.push(meta.clone()),
            }
        }
        if is_own {
            rewritten.conditions.push(conditional.condition.clone());
            rewritten.attributes.extend(conditional.with(&metas));
        } else {
            rewritten.attributes.push(attribute.to_token_stream());
        }
        Ok(())
    }

    /// A method's own attribute with the block's options. `None` for `skip`.
    fn joined(&self, options: &Entries, meta: &Meta, method: &Method) -> syn::Result<Option<Meta>> {
        if let Some(skip) = options.skip() {
            if options.len() == 1 {
                return Ok(None);
            }
            let message = "`skip` cannot be combined with other options: remove `skip` or the other options";
            return Err(Error::new(skip.span(), message));
        }
        let mut joined = options.joined_with(self.entries, self.attribute.conflicts);
        if options.find("metrics").is_none() {
            self.keep_operations_apart(&mut joined, method);
        }
        check_method(self.attribute, &joined, method)?;
        Ok(Some(own::with_options(meta, &joined.tokens())))
    }

    /// `#[attuned_telemetry_rt::observed(…)]` at the place of the method's name, where its errors are reported.
    fn of_block(&self, conditions: &[Meta], method: &Method) -> syn::Result<TokenStream> {
        let mut entries = self.entries.clone();
        self.keep_operations_apart(&mut entries, method);
        check_method(self.attribute, &entries, method)?;
        let (runtime, options) = (hygiene::runtime(entries.runtime().as_ref()), entries.tokens());
        let name = syn::Ident::new(self.attribute.name, method.name.span());
        let options = (!options.is_empty()).then(|| quote!((#options)));
        let attribute = quote!(#runtime::#name #options);
        let place = method.name.span();
        Ok(match conditions {
            [] => quote_spanned!(place=> #[#attribute]),
            conditions => quote_spanned!(place=> #[cfg_attr(not(any(#(#conditions),*)), #attribute)]),
        })
    }

    /// Adds `op` if the block has `metrics = "…"`. Otherwise the metrics would have no label `operation`, and all
    /// methods would share one series.
    fn keep_operations_apart(&self, entries: &mut Entries, method: &Method) {
        let has_prefix = self.entries.find("metrics").and_then(Entry::value::<LitStr>).is_some();
        if has_prefix && entries.find("op").is_none() {
            entries.push_text("op", &method.name.unraw().to_string());
        }
    }
}

//! The attribute that a method of an annotated block gets.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Error, LitStr, Meta};

use super::Attribute;
use super::entries::{Entries, Entry};
use super::own;
use super::own::Conditional;
use super::parse::Method;
use crate::expansion::hygiene;

/// An attribute on a block, without a mistake.
pub(super) struct Annotation<'block> {
    attribute: &'block Attribute,
    entries: &'block Entries,
}

/// What has become of a method's attributes.
#[derive(Default)]
struct Rewritten {
    attributes: Vec<TokenStream>,
    /// Whether the method has the attribute itself, with options or with `skip`.
    has_own: bool,
    /// The conditions under which it has.
    conditions: Vec<Meta>,
}

impl<'block> Annotation<'block> {
    pub(super) fn new(attribute: &'block Attribute, entries: &'block Entries) -> Self {
        Self { attribute, entries }
    }

    /// The method with the attribute: its own joined with the block's, or else the block's, below all others.
    ///
    /// Below them it is expanded after them, and so comes to be outside of what they make; and a method that `#[cfg]`
    /// takes out is taken out before.
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

    /// `#[cfg_attr(test, inline, observed(op = "set"))]`: joined in its place, and the block's where it is not so.
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

    /// A method's own attribute with the block's options; nothing for `skip`.
    fn joined(&self, options: &Entries, meta: &Meta, method: &Method) -> syn::Result<Option<Meta>> {
        if let Some(skip) = options.skip() {
            if options.len() == 1 {
                return Ok(None);
            }
            let message = "`skip` leaves the method out, so no other option can be with it: remove one of the two";
            return Err(Error::new(skip.span(), message));
        }
        let mut joined = options.joined_with(self.entries);
        if options.find("metrics").is_none() {
            self.keep_operations_apart(&mut joined, method);
        }
        self.check(&joined, method)?;
        Ok(Some(own::with_options(meta, &joined.tokens())))
    }

    /// `#[attuned_telemetry_rt::observed(…)]`, as if it stood at the method's name: there are its mistakes shown.
    fn of_block(&self, conditions: &[Meta], method: &Method) -> syn::Result<TokenStream> {
        let mut entries = self.entries.clone();
        self.keep_operations_apart(&mut entries, method);
        self.check(&entries, method)?;
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

    /// Metrics with a prefix of their own have no label `operation`, unless `op` is given: here it tells the methods
    /// apart.
    fn keep_operations_apart(&self, entries: &mut Entries, method: &Method) {
        let has_prefix = self.entries.find("metrics").and_then(Entry::value::<LitStr>).is_some();
        if has_prefix && entries.find("op").is_none() {
            entries.push_text("op", &method.name.unraw().to_string());
        }
    }

    /// What is wrong with the method itself.
    fn check(&self, options: &Entries, method: &Method) -> syn::Result<()> {
        let name = self.attribute.name;
        if let Some(constness) = method.constness {
            let message = format!(
                "`#[{name}]` cannot go on a `const fn`, which may run at compile time: leave it out by `#[{name}(skip)]`"
            );
            return Err(Error::new(constness, message));
        }
        match self.attribute.needed {
            Some(needed) if options.find(needed).is_none() => {
                let message = format!(
                    "`{}` has no `{needed}`: give one to the block or by `#[{name}({needed} = …)]`, or leave the method out by `#[{name}(skip)]`",
                    method.name
                );
                Err(Error::new(method.name.span(), message))
            }
            _ => Ok(()),
        }
    }
}

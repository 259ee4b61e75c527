//! The expansion of an attribute on an `impl` block: the block with the attribute on every method.

use proc_macro2::TokenStream;

use super::annotate::Annotation;
#[cfg(feature = "audit")]
use super::attribute::AUDITED;
use super::attribute::{Attribute, OBSERVED};
use super::check::{check_block, on_trait, skip_alone};
use super::entries::Entries;
use super::parse::{Annotated, Block, annotated};
use crate::diagnostics::{Diagnostics, or_item};

/// `#[observed]` on a block, or an error about `skip` or a trait. `None` on any other item.
#[cfg(feature = "observe")]
pub(crate) fn observed(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    expand(&OBSERVED, arguments, item)
}

/// Without spans and metrics, `#[audited]` still needs the names that a block gives, so they are put on its methods.
#[cfg(not(feature = "observe"))]
pub(crate) fn observed(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    match annotated(item) {
        Annotated::Impl(block) if block.mentions(AUDITED.name) => {
            let entries = Entries::parse(arguments.clone());
            let annotation = Annotation::new(&OBSERVED, &entries);
            Some(block.with_methods(|method| annotation.on(method).unwrap_or_else(|_| method.unchanged())))
        }
        _ => None,
    }
}

/// `#[audited]` on a block, or an error about `skip` or a trait. `None` on any other item.
#[cfg(feature = "audit")]
pub(crate) fn audited(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    expand(&AUDITED, arguments, item)
}

fn expand(attribute: &Attribute, arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    let error = match annotated(item) {
        Annotated::Impl(block) => return Some(on_block(attribute, &Entries::parse(arguments.clone()), &block)),
        Annotated::Trait(name) => on_trait(attribute, &name),
        Annotated::Other => skip_alone(attribute, arguments)?,
    };
    Some(or_item(Err(error), item.clone()))
}

/// ```text
/// #[observed(OPTIONS)]
/// impl Store { fn get(&self) {} #[observed(op = "set")] fn set(&self) {} #[observed(skip)] fn f() {} }
///
/// impl Store { #[observed(OPTIONS)] fn get(&self) {} #[observed(op = "set", OPTIONS)] fn set(&self) {} fn f() {} }
/// ```
fn on_block(attribute: &Attribute, entries: &Entries, block: &Block) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    check_block(attribute, entries, &mut diagnostics);
    let expansion = diagnostics.finish(Some(())).map(|()| {
        let annotation = Annotation::new(attribute, entries);
        block.with_methods(|method| {
            annotation.on(method).unwrap_or_else(|errors| method.without(attribute.name, Some(errors)))
        })
    });
    or_item(expansion, block.with_methods(|method| method.without(attribute.name, None)))
}

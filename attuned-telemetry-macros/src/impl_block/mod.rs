//! `#[observed]` and `#[audited]` on an `impl` block: the attribute goes on every method in it.

use proc_macro2::TokenStream;
use syn::{Error, Ident};

use crate::diagnostics::{Diagnostics, or_item};
use crate::impl_block::annotate::Annotation;
use crate::impl_block::entries::Entries;
use crate::impl_block::parse::{Annotated, Block};

mod annotate;
mod entries;
mod own;
mod parse;

/// An attribute, as far as a block needs to know it. What is not said here is for the attribute on each method.
struct Attribute {
    name: &'static str,
    /// Options that fit one function only.
    of_one_function: &'static [&'static str],
    /// The option that each method must have, from the block or by itself.
    needed: Option<&'static str>,
    /// Finds the mistakes in a block's options.
    check: fn(TokenStream, &mut Diagnostics),
}

const OBSERVED: Attribute = Attribute {
    name: "observed",
    of_one_function: &["op", "span", "fields", "parent", "follows_from"],
    needed: None,
    #[cfg(feature = "observe")]
    check: crate::observed::check_options,
    #[cfg(not(feature = "observe"))]
    check: |_, _| (),
};

#[cfg(feature = "audit")]
const AUDITED: Attribute = Attribute {
    name: "audited",
    of_one_function: &["op"],
    needed: Some("event"),
    check: crate::audited::check_options,
};

/// `#[observed]` on a block, or a mistake that only a block explains. `None` if it is on something else.
#[cfg(feature = "observe")]
pub(crate) fn observed(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    expand(&OBSERVED, arguments, item)
}

/// Without spans and metrics, `#[audited]` still reads the names that a block gives: so they go to its methods.
#[cfg(not(feature = "observe"))]
pub(crate) fn observed(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    match parse::annotated(item) {
        Annotated::Impl(block) if block.mentions(AUDITED.name) => {
            let entries = Entries::parse(arguments.clone());
            let annotation = Annotation::new(&OBSERVED, &entries);
            Some(block.with_methods(|method| annotation.on(method).unwrap_or_else(|_| method.as_it_was())))
        }
        _ => None,
    }
}

/// `#[audited]` on a block, or a mistake that only a block explains. `None` if it is on something else.
#[cfg(feature = "audit")]
pub(crate) fn audited(arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    expand(&AUDITED, arguments, item)
}

fn expand(attribute: &Attribute, arguments: &TokenStream, item: &TokenStream) -> Option<TokenStream> {
    let mistake = match parse::annotated(item) {
        Annotated::Impl(block) => return Some(on_block(attribute, &Entries::parse(arguments.clone()), &block)),
        Annotated::Trait(name) => on_trait(attribute, &name),
        Annotated::Other => skip_alone(attribute, arguments)?,
    };
    Some(or_item(Err(mistake), item.clone()))
}

/// ```text
/// #[observed(OPTIONS)] impl Store { fn get(&self) {} #[observed(op = "set")] fn set(&self) {} #[observed(skip)] fn f() {} }
/// impl Store { #[observed(OPTIONS)] fn get(&self) {} #[observed(op = "set", OPTIONS)] fn set(&self) {} fn f() {} }
/// ```
fn on_block(attribute: &Attribute, entries: &Entries, block: &Block) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    check(attribute, entries, &mut diagnostics);
    let expansion = diagnostics.finish(Some(())).map(|()| {
        let annotation = Annotation::new(attribute, entries);
        block.with_methods(|method| {
            annotation.on(method).unwrap_or_else(|errors| method.without(attribute.name, Some(errors)))
        })
    });
    or_item(expansion, block.with_methods(|method| method.without(attribute.name, None)))
}

/// Mistakes in a block's options are said here, and not once for each method.
fn check(attribute: &Attribute, entries: &Entries, diagnostics: &mut Diagnostics) {
    let name = attribute.name;
    let (refused, others) = entries.split(|entry| {
        let is_of_one = attribute.of_one_function.iter().any(|option| entry.is(option));
        entry.is_word("skip") || (is_of_one && !(entry.is("span") && entry.is_false()))
    });
    for key in refused.keys() {
        let message = match key.to_string().as_str() {
            "skip" => format!("`skip` leaves out one method: put `#[{name}(skip)]` on it, inside of the block"),
            "span" => {
                "`span` with a name is for one method: give it there, or `span = false` for the whole block".to_owned()
            }
            option => format!(
                "`{option}` is for one method: give it there by `#[{name}({option} …)]`, which is joined with the block's options"
            ),
        };
        diagnostics.push(Error::new(key.span(), message));
    }
    (attribute.check)(others.tokens(), diagnostics);
}

fn on_trait(attribute: &Attribute, trait_name: &Ident) -> Error {
    let name = attribute.name;
    let message = format!(
        "`#[{name}]` does not go on a trait: put it on the trait's default methods, or on the `impl` blocks of `{trait_name}`"
    );
    Error::new(trait_name.span(), message)
}

fn skip_alone(attribute: &Attribute, arguments: &TokenStream) -> Option<Error> {
    let word: Ident = syn::parse2(arguments.clone()).ok().filter(|word| word == "skip")?;
    let name = attribute.name;
    let message = format!(
        "`skip` leaves a method out of an `impl` block with `#[{name}]`, and there is none here: remove `#[{name}(skip)]`"
    );
    Some(Error::new(word.span(), message))
}

//! Checks a block's options, and refuses items that are not blocks.

use proc_macro2::{Ident, TokenStream};
use syn::Error;

use super::attribute::Attribute;
use super::entries::Entries;
use super::parse::Method;
use crate::diagnostics::Diagnostics;

/// Checks a block's options, so that an error in them is reported once and not for each method.
pub(super) fn check_block(attribute: &Attribute, entries: &Entries, diagnostics: &mut Diagnostics) {
    let name = attribute.name;
    let (refused, others) = entries.split(|entry| {
        let is_of_one = attribute.of_one_function.iter().any(|option| entry.is(option));
        entry.is_word("skip") || (is_of_one && !(entry.is("span") && entry.is_false()))
    });
    for key in refused.keys() {
        let message = match key.to_string().as_str() {
            "skip" => format!("`skip` is not allowed on a block: put `#[{name}(skip)]` on each method to exclude"),
            "span" => {
                "`span = \"…\"` is for a single function, so it is not allowed on a block: add it to the method, \
                       or use `span = false` here"
                    .to_owned()
            }
            option => format!(
                "`{option}` is for a single function, so it is not allowed on a block: add `#[{name}({option} …)]` to \
                 the method"
            ),
        };
        diagnostics.push(Error::new(key.span(), message));
    }
    (attribute.check)(others.tokens(), diagnostics);
}

/// Checks a method with all its options, its own and the block's.
pub(super) fn check_method(attribute: &Attribute, options: &Entries, method: &Method) -> syn::Result<()> {
    let name = attribute.name;
    if let Some(constness) = method.constness {
        let message = format!(
            "`#[{name}]` cannot be used on a `const fn`, which may run at compile time: \
             leave it out with `#[{name}(skip)]`"
        );
        return Err(Error::new(constness, message));
    }
    match attribute.needed {
        Some(needed) if options.find(needed).is_none() => {
            let message = format!(
                "method `{}` has no `{needed}`: add one to the block or with `#[{name}({needed} = …)]`, \
                 or exclude the method with `#[{name}(skip)]`",
                method.name
            );
            Err(Error::new(method.name.span(), message))
        }
        _ => Ok(()),
    }
}

pub(super) fn on_trait(attribute: &Attribute, trait_name: &Ident) -> Error {
    let name = attribute.name;
    let message = format!(
        "`#[{name}]` is not allowed on a trait: \
         put it on the trait's default methods, or on the `impl` blocks of `{trait_name}`"
    );
    Error::new(trait_name.span(), message)
}

/// The error about `skip` on a function that is not in an annotated block.
pub(super) fn skip_alone(attribute: &Attribute, arguments: &TokenStream) -> Option<Error> {
    let word: Ident = syn::parse2(arguments.clone()).ok().filter(|word| word == "skip")?;
    let name = attribute.name;
    let message =
        format!("`skip` is only allowed on a method in an `impl` block with `#[{name}]`: remove `#[{name}(skip)]`");
    Some(Error::new(word.span(), message))
}

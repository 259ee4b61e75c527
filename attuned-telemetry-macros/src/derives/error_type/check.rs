//! Checks the options and the type together. After this, expansion cannot fail.

use syn::{Data, DataEnum, DeriveInput, Error, Fields, Generics, Ident, Path};

use super::kind::{Kind, kind};
use super::options;
use super::options::{PartOptions, TypeOptions};
use crate::diagnostics::Diagnostics;

/// An error type with valid options.
pub(super) struct ErrorKinds<'input> {
    pub(super) runtime: Option<Path>,
    pub(super) ident: &'input Ident,
    pub(super) generics: &'input Generics,
    pub(super) shape: Shape<'input>,
}

/// A struct or an enum with its kinds of errors.
pub(super) enum Shape<'input> {
    Struct(Kind<'input>),
    Enum(Vec<Variant<'input>>),
}

/// A variant and the kind of its errors.
pub(super) struct Variant<'input> {
    pub(super) ident: &'input Ident,
    pub(super) fields: &'input Fields,
    pub(super) kind: Kind<'input>,
}

pub(super) fn check<'input>(input: &'input DeriveInput, diagnostics: &mut Diagnostics) -> Option<ErrorKinds<'input>> {
    let DeriveInput { ident, generics, .. } = input;
    let TypeOptions { text, transparent, runtime } = options::of(&input.attrs, diagnostics);
    let options = PartOptions { text, transparent };
    let shape = match &input.data {
        Data::Struct(data) => Shape::Struct(kind(ident, &data.fields, &options, diagnostics)?),
        Data::Enum(data) => {
            check_enum(&options, diagnostics);
            Shape::Enum(variants(data, diagnostics))
        }
        Data::Union(_) => {
            let message = "`#[derive(ErrorType)]` does not support unions: use an enum or a struct";
            diagnostics.push(Error::new(ident.span(), message));
            return None;
        }
    };
    Some(ErrorKinds { runtime: runtime.map(|given| given.value), ident, generics, shape })
}

/// Rejects options that belong on the variants of an enum.
fn check_enum(options: &PartOptions, diagnostics: &mut Diagnostics) {
    let text = options.text.as_ref().map(|given| ("a text", given.value.span()));
    let transparent = options.transparent.as_ref().map(|given| ("`transparent`", given.key.span()));
    for (what, span) in text.into_iter().chain(transparent) {
        let message = format!("{what} is not allowed on an enum: put it on a variant");
        diagnostics.push(Error::new(span, message));
    }
}

fn variants<'input>(data: &'input DataEnum, diagnostics: &mut Diagnostics) -> Vec<Variant<'input>> {
    let mut variants = Vec::new();
    for variant in &data.variants {
        let syn::Variant { ident, fields, .. } = variant;
        let options = options::of(&variant.attrs, diagnostics);
        let kind = kind(ident, fields, &options, diagnostics);
        variants.extend(kind.map(|kind| Variant { ident, fields, kind }));
    }
    variants
}

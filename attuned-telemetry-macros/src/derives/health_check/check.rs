//! Checks the options and the type together. After this, expansion cannot fail.

use std::time::Duration;

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Data, DataEnum, DeriveInput, Error, Expr, Field, Fields, Generics, Ident, LitStr, Member, Path, Type};

use super::limits::{Limit, limits};
use super::options;
use super::options::{FieldOptions, TypeOptions};
use super::value::probe::Probe;
use crate::diagnostics::Diagnostics;
use crate::expansion::doc::first_paragraph;
use crate::naming::snake_case::snake_case;
use crate::options::table::Given;

/// A type with valid options.
pub(super) struct Component {
    pub(super) runtime: Option<Path>,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) name: String,
    /// The first paragraph of the type's documentation.
    pub(super) doc: String,
    pub(super) parts: Parts,
}

/// The parts of a component.
pub(super) enum Parts {
    OfStruct(Vec<Part>),
    /// The parts of the active variant are checked.
    OfVariants(Vec<Variant>),
}

/// A variant of an enum.
pub(super) struct Variant {
    pub(super) ident: Ident,
    /// All fields, because a pattern must match them.
    pub(super) members: Vec<Member>,
    pub(super) parts: Vec<Part>,
}

/// A field that is checked.
pub(super) struct Part {
    pub(super) member: Member,
    pub(super) field_type: Type,
    pub(super) name: String,
    /// The place of the name, for errors.
    pub(super) name_span: Span,
    pub(super) optional: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) asked: Asked,
}

/// How a field is checked.
pub(super) enum Asked {
    Component,
    Path(Expr),
    Closure(Expr),
    Number(Vec<Limit>),
}

impl Component {
    /// The parts of every variant.
    pub(super) fn all_parts(&self) -> impl Iterator<Item = &Part> {
        let (parts, variants) = match &self.parts {
            Parts::OfStruct(parts) => (parts.as_slice(), [].as_slice()),
            Parts::OfVariants(variants) => ([].as_slice(), variants.as_slice()),
        };
        parts.iter().chain(variants.iter().flat_map(|variant| &variant.parts))
    }

    /// The component without its parts.
    pub(super) fn without_parts(self) -> Self {
        Self { parts: Parts::OfStruct(Vec::new()), ..self }
    }
}

pub(super) fn check(input: DeriveInput, diagnostics: &mut Diagnostics) -> Component {
    let options: TypeOptions = options::of(&input.attrs, diagnostics).unwrap_or_default();
    let parts = match input.data {
        Data::Struct(data) => Parts::OfStruct(parts(data.fields, diagnostics)),
        Data::Enum(data) => Parts::OfVariants(variants(data, diagnostics)),
        Data::Union(data) => {
            let message = "`#[derive(HealthCheck)]` does not support unions: implement `HealthCheck` by hand";
            diagnostics.push(Error::new(data.union_token.span, message));
            Parts::OfStruct(Vec::new())
        }
    };
    let given_name = options.name.and_then(|name| diagnostics.catch(component_name(&name)));
    let name = given_name.unwrap_or_else(|| snake_case(&input.ident.unraw().to_string()));
    let runtime = options.runtime.map(|given| given.value);
    let doc = first_paragraph(&input.attrs);
    Component { runtime, doc, ident: input.ident, generics: input.generics, name, parts }
}

fn variants(data: DataEnum, diagnostics: &mut Diagnostics) -> Vec<Variant> {
    let variant = |variant: syn::Variant| {
        for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("health")) {
            let message = "`#[health]` is not allowed on a variant: put it on the variant's fields or on the enum";
            diagnostics.push(Error::new_spanned(&attribute.meta, message));
        }
        let members = variant.fields.members().collect();
        Variant { ident: variant.ident, members, parts: parts(variant.fields, diagnostics) }
    };
    data.variants.into_iter().map(variant).collect()
}

fn parts(fields: Fields, diagnostics: &mut Diagnostics) -> Vec<Part> {
    let members = fields.members().collect::<Vec<_>>();
    let mut parts = Vec::new();
    for (member, field) in members.into_iter().zip(fields) {
        if let Some(options) = options::of(&field.attrs, diagnostics) {
            parts.push(part(member, field, options, diagnostics));
        }
    }
    check_names(&parts, diagnostics);
    parts
}

fn part(member: Member, field: Field, options: FieldOptions, diagnostics: &mut Diagnostics) -> Part {
    check_conflicts(&options, diagnostics);
    let own_name = match &member {
        Member::Named(ident) => (ident.unraw().to_string(), ident.span()),
        Member::Unnamed(index) => (index.index.to_string(), index.span),
    };
    let given_name = options.name.as_ref().and_then(|name| {
        let span = name.value.span();
        diagnostics.catch(component_name(name)).map(|name| (name, span))
    });
    let (name, name_span) = given_name.unwrap_or(own_name);
    let timeout = options.timeout.map(|given| given.value);
    let given_limits =
        [options.degraded_above, options.unhealthy_above, options.degraded_below, options.unhealthy_below];
    let limits = limits(given_limits, diagnostics);
    let asked = match options.with.map(|given| given.value) {
        Some(Probe::Path(path)) => Asked::Path(path),
        Some(Probe::Closure(closure)) => Asked::Closure(closure),
        None if limits.is_empty() => Asked::Component,
        None => Asked::Number(limits),
    };
    Part { member, field_type: field.ty, name, name_span, optional: options.optional.is_some(), timeout, asked }
}

/// Rejects options that conflict.
fn check_conflicts(options: &FieldOptions, diagnostics: &mut Diagnostics) {
    let limits = [&options.degraded_above, &options.unhealthy_above, &options.degraded_below, &options.unhealthy_below];
    let Some(limit) = limits.into_iter().flatten().next().map(|given| &given.key) else { return };
    if let Some(with) = &options.with {
        let message = format!("`with` conflicts with `{limit}`: keep one of them");
        diagnostics.push(Error::new(with.key.span(), message));
    }
    if let Some(timeout) = &options.timeout {
        let message =
            format!("`timeout` has no effect with `{limit}`: a number is read immediately, so remove `timeout`");
        diagnostics.push(Error::new(timeout.key.span(), message));
    }
}

/// Checks a given name. Every report can show the allowed characters without escapes.
fn component_name(given: &Given<LitStr>) -> syn::Result<String> {
    let name = given.value.value();
    if name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter)) {
        return Ok(name);
    }
    let message = format!("invalid component name `{name}`: expected ASCII letters, digits, `_` and `-`");
    Err(Error::new(given.value.span(), message))
}

/// Rejects two parts with one name.
fn check_names(parts: &[Part], diagnostics: &mut Diagnostics) {
    for (position, part) in parts.iter().enumerate() {
        if parts[..position].iter().any(|earlier| earlier.name == part.name) {
            let message = format!("component name `{}` is used twice: rename one with `name = \"…\"`", part.name);
            diagnostics.push(Error::new(part.name_span, message));
        }
    }
}

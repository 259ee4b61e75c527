//! What the options and the struct together ask for. After this, expansion cannot fail.

use std::time::Duration;

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput, Error, Field, Generics, Ident, LitStr, Member, Path, Type};

use super::parse::{self, FieldOptions, StructOptions};
use crate::diagnostics::Diagnostics;
use crate::options::Given;
use crate::snake_case::snake_case;

/// A struct whose options agree with each other.
pub(super) struct Component {
    pub(super) runtime: Option<Path>,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) name: String,
    pub(super) parts: Vec<Part>,
}

/// A field that is asked how it is.
pub(super) struct Part {
    pub(super) member: Member,
    pub(super) field_type: Type,
    pub(super) name: String,
    /// Where the name stands.
    pub(super) name_span: Span,
    pub(super) optional: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) probe: Option<Path>,
}

pub(super) fn check(input: DeriveInput, diagnostics: &mut Diagnostics) -> Option<Component> {
    let Data::Struct(data) = input.data else {
        let message = "`#[derive(HealthCheck)]` goes on a struct; implement `HealthCheck` by hand for other types";
        diagnostics.push(Error::new(input.ident.span(), message));
        return None;
    };
    let options: StructOptions = parse::options(&input.attrs, diagnostics).unwrap_or_default();
    let members = data.fields.members().collect::<Vec<_>>();
    let mut parts = Vec::new();
    for (member, field) in members.into_iter().zip(data.fields) {
        if let Some(options) = parse::options(&field.attrs, diagnostics) {
            parts.extend(part(member, field, options, diagnostics));
        }
    }
    check_names(&parts, diagnostics);
    let name = match options.name {
        Some(name) => diagnostics.catch(component_name(&name))?,
        None => snake_case(&input.ident.unraw().to_string()),
    };
    let runtime = options.runtime.map(|given| given.value);
    Some(Component { runtime, ident: input.ident, generics: input.generics, name, parts })
}

fn part(member: Member, field: Field, options: FieldOptions, diagnostics: &mut Diagnostics) -> Option<Part> {
    let (name, name_span) = match (&options.name, &member) {
        (Some(name), _) => (diagnostics.catch(component_name(name))?, name.value.span()),
        (None, Member::Named(ident)) => (ident.unraw().to_string(), ident.span()),
        (None, Member::Unnamed(index)) => {
            let message = format!("field {} has no name of its own: `#[health(name = \"…\")]`", index.index);
            diagnostics.push(Error::new_spanned(&field.ty, message));
            return None;
        }
    };
    let timeout = options.timeout.as_ref().and_then(|given| diagnostics.catch(duration(given)));
    let probe = options.with.map(|given| given.value);
    let optional = options.optional.is_some();
    Some(Part { member, field_type: field.ty, name, name_span, optional, timeout, probe })
}

fn check_names(parts: &[Part], diagnostics: &mut Diagnostics) {
    for (position, part) in parts.iter().enumerate() {
        if parts[..position].iter().any(|earlier| earlier.name == part.name) {
            let message = format!("two parts are named `{}`, give one of them another name", part.name);
            diagnostics.push(Error::new(part.name_span, message));
        }
    }
}

/// A component's path is made of names joined by dots, so a name has none.
fn component_name(given: &Given<LitStr>) -> syn::Result<String> {
    let name = given.value.value();
    if name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter)) {
        return Ok(name);
    }
    let message = format!("`{name}` is no name for a component: expected ASCII letters, digits, `_` and `-`");
    Err(Error::new(given.value.span(), message))
}

/// A number and one of `ms`, `s`, `m`: `"200ms"`.
fn duration(given: &Given<LitStr>) -> syn::Result<Duration> {
    let text = given.value.value();
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim_start() {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        _ => None,
    };
    let milliseconds = number.parse::<u64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    match milliseconds.filter(|milliseconds| milliseconds.checked_mul(1_000_000).is_some()) {
        Some(0) => Err(Error::new(given.value.span(), format!("`{}` of zero leaves no time to answer", given.key))),
        Some(milliseconds) => Ok(Duration::from_millis(milliseconds)),
        None => {
            let message =
                format!("`{text}` is no duration: expected a whole number and `ms`, `s` or `m`, like `\"200ms\"`");
            Err(Error::new(given.value.span(), message))
        }
    }
}

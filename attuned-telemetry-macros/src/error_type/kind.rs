//! The kind of a struct's or variant's errors: a name, or what a field says.

use proc_macro2::Span;
use syn::{Error, Field, Fields, Ident, Member};

use super::parse;
use super::parse::PartOptions;
use crate::diagnostics::Diagnostics;
use crate::options::attribute;
use crate::options::{Flag, Given};

/// How an error's kind is found.
pub(super) enum Kind<'input> {
    Named(String),
    Transparent(Asked<'input>),
}

/// The field that is asked.
pub(super) struct Asked<'input> {
    pub(super) member: Member,
    pub(super) field: &'input Field,
    /// Where it is said.
    span: Span,
}

/// What the options on a struct or variant and on its fields together ask for.
pub(super) fn kind<'input>(
    ident: &Ident,
    fields: &'input Fields,
    options: &PartOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Kind<'input>> {
    let text = attribute::text(options.text.as_ref(), ident, diagnostics);
    let mut asked = marked(fields, diagnostics);
    if let Some(given) = &options.transparent {
        asked.insert(0, diagnostics.catch(only_field(ident, fields, given))?);
    }
    for again in asked.iter().skip(1) {
        let message = format!("`{ident}` is `transparent` already, and asks one field only: keep one of them");
        diagnostics.push(Error::new(again.span, message));
    }
    let Some(asked) = asked.into_iter().next() else { return Some(Kind::Named(text)) };
    if let Some(given) = &options.text {
        let message =
            format!("`{ident}` is `transparent`, so its field gives the text: leave this text or `transparent` away");
        diagnostics.push(Error::new(given.value.span(), message));
    }
    Some(Kind::Transparent(asked))
}

/// The fields with a `transparent` of their own.
fn marked<'input>(fields: &'input Fields, diagnostics: &mut Diagnostics) -> Vec<Asked<'input>> {
    let mut marked = Vec::new();
    for (member, field) in fields.members().zip(fields) {
        let options: PartOptions = parse::options(&field.attrs, diagnostics);
        marked.extend(options.transparent.map(|given| Asked { member, field, span: given.key.span() }));
        if let Some(given) = options.text {
            let message = "a field has no text of its own: put the text on the variant, or on the struct";
            diagnostics.push(Error::new(given.value.span(), message));
        }
    }
    marked
}

fn only_field<'input>(ident: &Ident, fields: &'input Fields, given: &Given<Flag>) -> syn::Result<Asked<'input>> {
    let span = given.key.span();
    let mut all = fields.members().zip(fields);
    let message = match (all.next(), fields.len()) {
        (Some((member, field)), 1) => return Ok(Asked { member, field, span }),
        (None, _) => format!("`transparent` asks a field, and `{ident}` has none: leave it away"),
        (Some(_), count) => format!(
            "`transparent` here asks the only field, and `{ident}` has {count}: \
             put `#[error_type(transparent)]` before the field to ask"
        ),
    };
    Err(Error::new(span, message))
}

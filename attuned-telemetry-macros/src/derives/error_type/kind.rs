//! The kind of a struct's or variant's errors: a name, or the kind that a field returns.

use proc_macro2::Span;
use syn::{Error, Field, Fields, Ident, Member};

use super::options;
use super::options::PartOptions;
use crate::diagnostics::Diagnostics;
use crate::naming::metric_text::metric_text;
use crate::options::table::Given;
use crate::options::value::Flag;

/// The kind of an error.
pub(super) enum Kind<'input> {
    Named(String),
    Transparent(Asked<'input>),
}

/// The field that returns the kind.
pub(super) struct Asked<'input> {
    pub(super) member: Member,
    pub(super) field: &'input Field,
    /// The place of the word `transparent`.
    span: Span,
}

/// The kind that the options on a struct or variant and on its fields give.
pub(super) fn kind<'input>(
    ident: &Ident,
    fields: &'input Fields,
    options: &PartOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Kind<'input>> {
    let text = metric_text(options.text.as_ref(), ident, diagnostics);
    let mut asked = marked(fields, diagnostics);
    if let Some(given) = &options.transparent {
        asked.insert(0, diagnostics.catch(only_field(ident, fields, given))?);
    }
    for again in asked.iter().skip(1) {
        let message = format!("`{ident}` has more than one `transparent`: keep one of them");
        diagnostics.push(Error::new(again.span, message));
    }
    let Some(asked) = asked.into_iter().next() else { return Some(Kind::Named(text)) };
    if let Some(given) = &options.text {
        let message =
            format!("`{ident}` is `transparent`, so its field gives the name: remove this text or `transparent`");
        diagnostics.push(Error::new(given.value.span(), message));
    }
    Some(Kind::Transparent(asked))
}

/// The fields with `#[error_type(transparent)]`.
fn marked<'input>(fields: &'input Fields, diagnostics: &mut Diagnostics) -> Vec<Asked<'input>> {
    let mut marked = Vec::new();
    for (member, field) in fields.members().zip(fields) {
        let options: PartOptions = options::of(&field.attrs, diagnostics);
        marked.extend(options.transparent.map(|given| Asked { member, field, span: given.key.span() }));
        if let Some(given) = options.text {
            let message = "a text is not allowed on a field: put it on the variant or on the struct";
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
        (None, _) => format!("`transparent` needs a field, but `{ident}` has none: remove `transparent`"),
        (Some(_), count) => format!(
            "`transparent` needs a single field here, but `{ident}` has {count}: \
             put `#[error_type(transparent)]` on one of the fields"
        ),
    };
    Err(Error::new(span, message))
}

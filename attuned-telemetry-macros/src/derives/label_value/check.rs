//! Checks the options and the enum together. After this, expansion cannot fail.

use proc_macro2::Span;
use syn::{Data, DeriveInput, Error, Fields, Generics, Ident, Path, Variant};

use super::options;
use super::options::{EnumOptions, VariantOptions};
use crate::diagnostics::Diagnostics;
use crate::naming::metric_text::metric_text;

/// An enum with valid options.
pub(super) struct Label<'input> {
    pub(super) runtime: Option<Path>,
    pub(super) ident: &'input Ident,
    pub(super) generics: &'input Generics,
    pub(super) values: Vec<Value<'input>>,
}

/// A variant and its text.
pub(super) struct Value<'input> {
    pub(super) ident: &'input Ident,
    pub(super) fields: &'input Fields,
    pub(super) text: String,
    /// The place of the text, for errors.
    text_span: Span,
}

pub(super) fn check<'input>(input: &'input DeriveInput, diagnostics: &mut Diagnostics) -> Option<Label<'input>> {
    let Data::Enum(data) = &input.data else {
        let message = "`#[derive(LabelValue)]` can only be used on an enum: its variants are the values of the label";
        diagnostics.push(Error::new(input.ident.span(), message));
        return None;
    };
    let options: EnumOptions = options::of(&input.attrs, diagnostics);
    if let Some(given) = options.text {
        let message = "a text is not allowed on an enum: put it on a variant";
        diagnostics.push(Error::new(given.value.span(), message));
    }
    let values: Vec<_> = data.variants.iter().map(|variant| value(variant, diagnostics)).collect();
    check_texts(&values, diagnostics);
    let runtime = options.runtime.map(|given| given.value);
    Some(Label { runtime, ident: &input.ident, generics: &input.generics, values })
}

fn value<'input>(variant: &'input Variant, diagnostics: &mut Diagnostics) -> Value<'input> {
    let Variant { ident, fields, .. } = variant;
    if !fields.is_empty() {
        let message = format!("variant `{ident}` has fields, so its number of values is unbounded: remove the fields");
        diagnostics.push(Error::new_spanned(fields, message));
    }
    let options: VariantOptions = options::of(&variant.attrs, diagnostics);
    let text_span = options.text.as_ref().map_or_else(|| ident.span(), |given| given.value.span());
    let text = metric_text(options.text.as_ref(), ident, diagnostics);
    Value { ident, fields, text, text_span }
}

/// Rejects two variants with the same text, which would be one series.
fn check_texts(values: &[Value<'_>], diagnostics: &mut Diagnostics) {
    for (position, value) in values.iter().enumerate() {
        if let Some(earlier) = values[..position].iter().find(|earlier| earlier.text == value.text) {
            let message = format!(
                "`{}` and `{}` have the same text `{}`: give one of them another text with `#[label(\"…\")]`",
                earlier.ident, value.ident, value.text
            );
            diagnostics.push(Error::new(value.text_span, message));
        }
    }
}

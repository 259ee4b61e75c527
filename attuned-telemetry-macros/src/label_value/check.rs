//! What the options and the enum together ask for. After this, expansion cannot fail.

use proc_macro2::Span;
use syn::{Data, DeriveInput, Error, Fields, Generics, Ident, Path, Variant};

use super::parse;
use super::parse::{EnumOptions, VariantOptions};
use crate::diagnostics::Diagnostics;
use crate::options::attribute;

/// An enum whose options agree with each other.
pub(super) struct Label<'input> {
    pub(super) runtime: Option<Path>,
    pub(super) ident: &'input Ident,
    pub(super) generics: &'input Generics,
    pub(super) values: Vec<Value<'input>>,
}

/// A variant, and the text it is shown as.
pub(super) struct Value<'input> {
    pub(super) ident: &'input Ident,
    pub(super) fields: &'input Fields,
    pub(super) text: String,
    /// Where the text stands.
    text_span: Span,
}

pub(super) fn check<'input>(input: &'input DeriveInput, diagnostics: &mut Diagnostics) -> Option<Label<'input>> {
    let Data::Enum(data) = &input.data else {
        let message =
            "`#[derive(LabelValue)]` goes on an enum without fields: its variants are the values of the label";
        diagnostics.push(Error::new(input.ident.span(), message));
        return None;
    };
    let options: EnumOptions = parse::options(&input.attrs, diagnostics);
    if let Some(given) = options.text {
        let message = "an enum's variants have a text each: put the text on a variant";
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
        let message = format!(
            "`{ident}` has fields, so it is not one value but many: a label's values are variants without fields"
        );
        diagnostics.push(Error::new_spanned(fields, message));
    }
    let options: VariantOptions = parse::options(&variant.attrs, diagnostics);
    let text_span = options.text.as_ref().map_or_else(|| ident.span(), |given| given.value.span());
    let text = attribute::text(options.text.as_ref(), ident, diagnostics);
    Value { ident, fields, text, text_span }
}

/// Two variants with one text would be one series.
fn check_texts(values: &[Value<'_>], diagnostics: &mut Diagnostics) {
    for (position, value) in values.iter().enumerate() {
        if let Some(earlier) = values[..position].iter().find(|earlier| earlier.text == value.text) {
            let message = format!(
                "`{}` and `{}` are both shown as `{}`, give one of them another text: `#[label(\"…\")]`",
                earlier.ident, value.ident, value.text
            );
            diagnostics.push(Error::new(value.text_span, message));
        }
    }
}

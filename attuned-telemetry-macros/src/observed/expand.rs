//! The expansion of `#[observed]`: one static and one call into the runtime.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;

use super::check::{Metrics, Observed, Prefix, Span};
use super::value::{Field, FieldFormat, Label, LabelConstant};
use crate::function::Observation;
use crate::hygiene::{at, door, moved, operand};

pub(super) fn expand(observed: &Observed) -> TokenStream {
    let door = door(observed.runtime.as_ref());
    let failure = observed.verdict.failure(&door);
    let observation = Observation { start: start(observed, &door), judge: quote!(|__value, _| #failure) };
    observed.function.wrap(&door, &observation)
}

/// ```text
/// { static __OPERATION: Operation = Operation::new(&__OPERATION, NAMES, TARGET); __OPERATION.start() }
/// { static __OPERATION: Operation = …; &__OPERATION }.start_with(|__span| __span.field(&user_id).open())
/// ```
///
/// The static is in a block of its own, which no expression of the user's is in: items are not hygienic. What the
/// user's expressions do see, the closure's parameter, has a name that is not theirs.
fn start(observed: &Observed, door: &TokenStream) -> TokenStream {
    let operation = operation(observed, door);
    let operation = quote!(static __OPERATION: #door::Operation = #operation;);
    if observed.span.fields.is_empty() {
        return quote!({ #operation __OPERATION.start() });
    }
    let values = observed.span.fields.iter().map(|field| field_value(field, door));
    quote!({ #operation &__OPERATION }.start_with(|__span| __span #(.field(#values))* .open()))
}

fn operation(observed: &Observed, door: &TokenStream) -> TokenStream {
    let Observed { scope, operation, span, .. } = observed;
    let name = span.name.as_ref().unwrap_or(operation);
    let target = span.target.as_ref().map_or_else(|| quote!(#door::module_path!()), |target| quote!(#target));
    let settings: TokenStream = [span_settings(span, door), metrics_settings(&observed.metrics)].into_iter().collect();
    let names = quote!([#scope, #operation, #name]);
    let fields = span.fields.iter().map(|field| &field.name);
    let fields = (!span.fields.is_empty()).then(|| quote!(&#door::fields([#(#fields),*])));
    let settings = (!settings.is_empty()).then(|| quote!(#door::Settings::new()#settings));
    let (new, rest) = match (fields, settings) {
        (None, None) => (quote!(new), quote!()),
        (Some(fields), None) => (quote!(with_fields), quote!(, #fields)),
        (None, Some(settings)) => (quote!(with_settings), quote!(, #settings)),
        (Some(fields), Some(settings)) => (quote!(with), quote!(, #fields, #settings)),
    };
    quote!(#door::Operation::#new(&__OPERATION, #names, #target #rest))
}

/// What differs from the default is written out, nothing else.
fn span_settings(span: &Span, door: &TokenStream) -> TokenStream {
    let off = span.name.is_none().then(|| quote!(.without_span()));
    let level = span.level.as_ref().map(|level| quote!(.level(#door::Level::#level)));
    quote!(#off #level)
}

fn metrics_settings(metrics: &Metrics) -> TokenStream {
    let prefix = match &metrics.prefix {
        Prefix::Scope => None,
        Prefix::Given(prefix) => Some(quote!(.metrics(#prefix))),
        Prefix::None => return quote!(.without_metrics()),
    };
    let operation_label = (!metrics.operation_label).then(|| quote!(.without_operation_label()));
    let labels = (!metrics.labels.is_empty()).then(|| {
        let pairs = metrics.labels.iter().map(label);
        quote!(.labels(&[#(#pairs),*]))
    });
    let in_flight = metrics.in_flight.then(|| quote!(.in_flight()));
    quote!(#prefix #operation_label #labels #in_flight)
}

fn label(label: &Label) -> TokenStream {
    let name = label.name.unraw().to_string();
    match &label.value {
        LabelConstant::Literal(value) => quote!((#name, #value)),
        LabelConstant::Named(path) => quote!((#name, #path)),
    }
}

fn field_value(field: &Field, door: &TokenStream) -> TokenStream {
    let value = operand(&field.value);
    let place = at(&field.value);
    let door = moved(door, place);
    match field.format {
        FieldFormat::Value => quote_spanned!(place=> &#value),
        FieldFormat::Display => quote_spanned!(place=> &#door::display(&#value)),
        FieldFormat::Debug => quote_spanned!(place=> &#door::debug(&#value)),
    }
}

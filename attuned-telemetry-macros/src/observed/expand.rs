//! The expansion of `#[observed]`: one static and one call into the runtime.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::check::{Metrics, Observed, Prefix, Span, Verdict};
use super::value::{Field, FieldFormat, Label, LabelConstant, Predicate};
use crate::function::Observation;
use crate::hygiene::{at, door, moved};

pub(super) fn expand(observed: &Observed) -> TokenStream {
    let door = door(observed.runtime.as_ref());
    let observation = Observation { start: start(observed, &door), judge: judge(&observed.verdict, &door) };
    observed.function.wrap(&door, &observation)
}

/// ```text
/// { static __OPERATION: Operation = Operation::new(&__OPERATION, NAMES, TARGET); __OPERATION.start() }
/// { static __OPERATION: Operation = …; &__OPERATION }.start_with(|__span| __span.fields(&[…]))
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
    quote!({ #operation &__OPERATION }.start_with(|__span| __span.fields(&[#(#values),*])))
}

fn operation(observed: &Observed, door: &TokenStream) -> TokenStream {
    let Observed { scope, operation, span, .. } = observed;
    let name = span.name.as_ref().unwrap_or(operation);
    let target = span.target.as_ref().map_or_else(|| quote!(#door::module_path!()), |target| quote!(#target));
    let settings: TokenStream = [span_settings(span, door), metrics_settings(&observed.metrics)].into_iter().collect();
    let names = quote!([#scope, #operation, #name]);
    if settings.is_empty() {
        return quote!(#door::Operation::new(&__OPERATION, #names, #target));
    }
    quote!(#door::Operation::with(&__OPERATION, #names, #target, #door::Settings::new()#settings))
}

/// What differs from the default is written out, nothing else.
fn span_settings(span: &Span, door: &TokenStream) -> TokenStream {
    let off = span.name.is_none().then(|| quote!(.without_span()));
    let level = span.level.as_ref().map(|level| quote!(.level(#door::Level::#level)));
    let fields = (!span.fields.is_empty()).then(|| {
        let names = span.fields.iter().map(|field| &field.name);
        quote!(.fields(&[#(#names,)* "status", "error.type", "otel.status_code"]))
    });
    quote!(#off #level #fields)
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
    let name = label.name.to_string();
    match &label.value {
        LabelConstant::Literal(value) => quote!((#name, #value)),
        LabelConstant::Named(path) => quote!((#name, #path)),
    }
}

fn field_value(field: &Field, door: &TokenStream) -> TokenStream {
    let value = &field.value;
    let place = at(value);
    let door = moved(door, place);
    match field.format {
        FieldFormat::Value => quote_spanned!(place=> &#value),
        FieldFormat::Display => quote_spanned!(place=> &#door::display(&#value)),
        FieldFormat::Debug => quote_spanned!(place=> &#door::debug(&#value)),
    }
}

/// The closure that judges the returned value.
fn judge(verdict: &Verdict, door: &TokenStream) -> TokenStream {
    let by_type = quote!(#door::returned(__value).error());
    match verdict {
        Verdict::ByType => quote!(|__value, _| #by_type),
        Verdict::OkIf(Predicate(is_ok)) => quote!(|__value, _| #door::ok_if(__value, #is_ok, #by_type)),
        Verdict::ErrorIf(Predicate(is_error)) => quote!(|__value, _| #door::error_if(__value, #is_error, #by_type)),
    }
}

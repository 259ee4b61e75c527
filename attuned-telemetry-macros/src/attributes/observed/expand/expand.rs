//! The expansion of `#[observed]`: one static, and the start and the end of a call.

use proc_macro2::{Ident, Span as Place, TokenStream};
use quote::{quote, quote_spanned};

use super::settings::settings;
use crate::attributes::observed::check::{Observed, Span};
use crate::attributes::observed::value::fields::{Field, FieldFormat};
use crate::expansion::hygiene::{at, door, local, moved, operand};
use crate::expansion::linked::linked;
use crate::function::observation::{Judgement, Observation};

pub(crate) fn expand(observed: &Observed) -> TokenStream {
    let door = door(observed.runtime.as_ref());
    let series = series(observed);
    let span = local("__span");
    let open = has_values(&observed.span).then(|| opened(&observed.span, &door, &quote!(open)));
    let keep = has_values(&observed.span).then(|| opened(&observed.span, &door, &quote!(keep)));
    let observation = Observation {
        items: operation(observed, &door),
        start: open.map_or_else(|| quote!(#series.start()), |open| quote!(#series.start_with(|#span| #open))),
        later: keep.map_or_else(|| later(observed), |keep| quote!(#series.deferred_with(|#span| #keep))),
        alongside: observed.metrics.in_flight.then(|| quote!(in_flight)),
        asks_value: observed.asks_value(),
        judge: &|value| Judgement {
            failure: observed.verdict.failure(&door, value),
            complete: complete(observed, &door, value),
        },
    };
    observed.function.wrap(&door, &observation)
}

/// `__OPERATION`, or `__OPERATION.label("kind", &kind).node()`
fn series(observed: &Observed) -> TokenStream {
    let labels = observed.metrics.labels.before.iter().map(|label| {
        let (name, value, place) = (&label.name, operand(&label.value), at(&label.value));
        quote_spanned!(place=> .label(#name, &#value))
    });
    let node = (!observed.metrics.labels.before.is_empty()).then(|| quote!(.node()));
    quote!(__OPERATION #(#labels)* #node)
}

/// `&__OPERATION`, or `__OPERATION.label("kind", &kind).node()`, which already returns a reference
fn later(observed: &Observed) -> TokenStream {
    let series = series(observed);
    if observed.metrics.labels.before.is_empty() { quote!(&#series) } else { series }
}

/// `static __OPERATION: Operation = Operation::new([SCOPE, OP, SPAN], DOC, module_path!(), Returns::VALUE);`
fn operation(observed: &Observed, door: &TokenStream) -> TokenStream {
    let Observed { scope, operation, span, function, .. } = observed;
    let (name, doc) = (span.name.as_ref().unwrap_or(operation), function.doc());
    let returns = function.returns(observed.asks_value(), observed.verdict.asks_value());
    let returns = quote!(#door::Returns::#returns);
    let settings = settings(observed, door);
    let fields = span.fields.iter().map(|field| &field.name);
    let fields = (!span.fields.is_empty()).then(|| quote!(&#door::fields([#(#fields),*])));
    let (new, rest) = match (fields, settings) {
        (None, None) => (quote!(new), returns),
        (Some(fields), None) => (quote!(with_fields), quote!(#returns, #fields)),
        (None, Some(settings)) => (quote!(with_settings), quote!(&#returns.settings() #settings)),
        (Some(fields), Some(settings)) => (quote!(with), quote!(#fields, &#returns.settings() #settings)),
    };
    let operation = quote!(#door::Operation::#new([#scope, #operation, #name], #doc, #door::module_path!(), #rest));
    linked("OPERATIONS", &quote!(static __OPERATION: #door::Operation = #operation;), door)
}

/// Whether the span has values of a call, and not only what the operation's static contains.
fn has_values(span: &Span) -> bool {
    !span.fields.is_empty() || span.parent.is_some() || span.follows_from.is_some()
}

/// `__span.field(&user_id).parent(parent).open()`
///
/// The closure's parameter is hygienic, so the user's expressions cannot see it.
fn opened(span: &Span, door: &TokenStream, end: &TokenStream) -> TokenStream {
    let values = span.fields.iter().map(|field| field_value(field, door));
    let parent = span.parent.as_ref().map(|parent| quote_spanned!(at(parent)=> .parent(#parent)));
    let causes = span.follows_from.as_ref().map(|causes| quote_spanned!(at(causes)=> .follows_from(#causes)));
    {
        let span = local("__span");
        quote!(#span #(.field(#values))* #parent #causes .#end())
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

/// The labels and events of a classified value.
///
/// ```text
/// __call.label("hit", &__value, |found| found.is_some());
/// __call.err(classify(&__value).err(), __failure);
/// ```
fn complete(observed: &Observed, door: &TokenStream, value: &TokenStream) -> Option<TokenStream> {
    let call = local("__call");
    let labels = observed.metrics.labels.after.iter().map(|label| {
        let (name, closure, place) = (&label.name, &label.value, at(&label.value));
        quote_spanned!(place=> #call.label(#name, #value, #closure);)
    });
    let err = observed.events.err.as_ref().map(|event| {
        let place = at(&event.key);
        let write = if event.value.debug.is_some() { "err_debug" } else { "err" };
        written(&call, write, &quote!(#door::classify(#value).err()), place)
    });
    let ret = observed.events.ret.as_ref().map(|event| {
        let place = at(&event.key);
        let write = if event.value.display.is_some() { "ret_display" } else { "ret" };
        written(&call, write, &quote!(#door::classify(#value).success()), place)
    });
    let complete = quote!(#(#labels)* #err #ret);
    (!complete.is_empty()).then_some(complete)
}

/// `__call.err(classify(&__value).err(), __failure);`. If the value cannot be formatted, the error is at the option.
fn written(call: &TokenStream, method: &str, value: &TokenStream, place: Place) -> TokenStream {
    let method = Ident::new(method, place);
    let (call, value, failure) = (moved(call, place), moved(value, place), moved(&local("__failure"), place));
    quote_spanned!(place=> #call.#method(#value, #failure);)
}

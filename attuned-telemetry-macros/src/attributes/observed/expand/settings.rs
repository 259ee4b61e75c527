//! The settings that differ from the defaults.

use proc_macro2::TokenStream;
use quote::quote;

use crate::attributes::observed::check::{Events, Metrics, Observed, Prefix, Span};
use crate::attributes::observed::value::buckets::Buckets;
use crate::attributes::observed::value::labels::{Constant, Label};
use crate::attributes::observed::value::level::LevelName;
use crate::options::duration::nanoseconds;
use crate::options::table::Given;

/// `.level(Level::DEBUG).in_flight()`
pub(super) fn settings(observed: &Observed, door: &TokenStream) -> Option<TokenStream> {
    let (span, metrics) = (of_span(&observed.span, door), of_metrics(&observed.metrics));
    let level = |method: TokenStream, given: Option<&Given<LevelName>>| {
        let level = &given?.value.0;
        Some(quote!(.#method(#door::Level::#level)))
    };
    let Events { err, ret, slow } = &observed.events;
    let err = err.as_ref().and_then(|event| level(quote!(err_level), event.value.level.as_ref()));
    let ret = ret.as_ref().and_then(|event| level(quote!(ret_level), event.value.level.as_ref()));
    let slow = slow.map(|slow| {
        let slow = nanoseconds(slow);
        quote!(.slow(#slow))
    });
    let settings = quote!(#span #metrics #slow #err #ret);
    (!settings.is_empty()).then_some(settings)
}

fn of_span(span: &Span, door: &TokenStream) -> TokenStream {
    let off = span.name.is_none().then(|| quote!(.without_span()));
    let level = span.level.as_ref().map(|level| quote!(.level(#door::Level::#level)));
    let target = span.target.as_ref().map(|target| quote!(.target(#target)));
    quote!(#off #level #target)
}

fn of_metrics(metrics: &Metrics) -> TokenStream {
    let prefix = match &metrics.prefix {
        Prefix::Scope => None,
        Prefix::Given(prefix) => Some(quote!(.metrics(#prefix))),
        Prefix::None => return quote!(.without_metrics()),
    };
    let operation_label = (!metrics.operation_label).then(|| quote!(.without_operation_label()));
    let buckets = metrics.buckets.as_ref().map(buckets);
    let in_flight = metrics.in_flight.then(|| quote!(.in_flight()));
    let objective = metrics.objective.as_ref().map(|objective| {
        let (latency, target) = (nanoseconds(objective.latency), objective.target);
        quote!(.slo(#latency, #target))
    });
    let labels = labels(metrics);
    quote!(#prefix #operation_label #labels #buckets #in_flight #objective)
}

fn labels(metrics: &Metrics) -> TokenStream {
    let constant = metrics.labels.constant.iter().map(constant);
    let constant = (!metrics.labels.constant.is_empty()).then(|| quote!(.labels(&[#(#constant),*])));
    let before = metrics.labels.before.iter().map(|label| &label.name);
    let before = (!metrics.labels.before.is_empty()).then(|| quote!(.labels_of_arguments(&[#(#before),*])));
    let after = metrics.labels.after.iter().map(|label| &label.name);
    let after = (!metrics.labels.after.is_empty()).then(|| quote!(.labels_of_returned(&[#(#after),*])));
    quote!(#constant #before #after)
}

fn buckets(buckets: &Buckets) -> TokenStream {
    match buckets {
        Buckets::Bounds(bounds) => {
            let bounds = bounds.iter().map(|bound| nanoseconds(*bound));
            quote!(.buckets(&[#(#bounds),*]))
        }
        Buckets::Exponential => quote!(.exponential_buckets()),
    }
}

fn constant(Label { name, value }: &Label<Constant>) -> TokenStream {
    match value {
        Constant::Literal(value) => quote!((#name, #value)),
        Constant::Named(path) => quote!((#name, #path)),
    }
}

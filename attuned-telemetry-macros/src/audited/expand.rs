//! The expansion of `#[audited]`: one call into the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::check::{Audited, Capture, Event, Place};
use crate::function::{Judgement, Observation};
use crate::hygiene::{at, door, local, operand, runtime};

pub(super) fn expand(audited: &Audited) -> TokenStream {
    let door = door(audited.runtime.as_ref());
    let record = record(audited);
    let observation = Observation {
        start: quote!(#door::Record::start(#record)),
        later: quote!(#door::Record::later(#record)),
        alongside: None,
        judge: &|value| Judgement {
            failure: audited.verdict.failure(&door, value),
            complete: complete(audited, &door, value),
        },
    };
    audited.function.wrap(&door, &observation)
}

/// ```text
/// "attuned.store.upsert", || AuditEventType::StateUpdated, |__record| {
///     __record.user_id = __record.capture(&snapshot.user_id).text();
/// }
/// ```
fn record(audited: &Audited) -> TokenStream {
    let operation = &audited.operation;
    let event = match &audited.event {
        Event::Variant(variant) => {
            let runtime = runtime(audited.runtime.as_ref());
            quote!(|| #runtime::AuditEventType::#variant)
        }
        Event::Value(value) => quote_spanned!(at(value)=> || #value),
    };
    let captures = audited.before.iter().map(|Capture { place, value }| {
        let (at, value) = (at(value), operand(value));
        capture(place, &quote_spanned!(at=> &#value), at)
    });
    let record = if audited.before.is_empty() { quote!(|_| {}) } else { quote!(|__record| { #(#captures)* }) };
    quote!(#operation, #event, #record)
}

/// ```text
/// __call.complete(returned(&__value).success(), __failure, |__value, __record| {
///     __record.axes_changed = __record.capture(&__record.ask(__value, |ok| ok.axes())).list();
/// });
/// ```
fn complete(audited: &Audited, door: &TokenStream, value: &TokenStream) -> Option<TokenStream> {
    if audited.after.is_empty() {
        return None;
    }
    let (call, failure) = (local("__call"), local("__failure"));
    let captures = audited.after.iter().map(|Capture { place, value }| {
        let at = at(value);
        capture(place, &quote_spanned!(at=> &__record.ask(__value, #value)), at)
    });
    let success = quote!(#door::returned(#value).success());
    Some(quote!(#call.complete(#success, #failure, |__value, __record| { #(#captures)* });))
}

/// `__record.user_id = __record.capture(&snapshot.user_id).text();`
fn capture(place: &Place, reference: &TokenStream, at: Span) -> TokenStream {
    let (place, kind) = match place {
        Place::UserId => (quote!(.user_id), quote_spanned!(at=> text)),
        Place::Source => (quote!(.source), quote_spanned!(at=> text)),
        Place::AxesChanged => (quote!(.axes_changed), quote_spanned!(at=> list)),
        Place::Confidence => (quote!(.confidence), quote_spanned!(at=> number)),
        Place::Field(name) => (quote!([#name]), quote_spanned!(at=> value)),
    };
    let captured = quote_spanned!(at=> __record.capture(#reference).#kind());
    quote!(__record #place = #captured;)
}

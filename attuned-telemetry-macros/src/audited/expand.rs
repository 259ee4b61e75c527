//! The expansion of `#[audited]`: one call into the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::check::{Audited, Capture, Event, Place};
use crate::function::Observation;
use crate::hygiene::{at, door, operand, runtime};

pub(super) fn expand(audited: &Audited) -> TokenStream {
    let door = door(audited.runtime.as_ref());
    let observation = Observation { start: start(audited, &door), judge: judge(audited, &door) };
    audited.function.wrap(&door, &observation)
}

/// ```text
/// Record::start("attuned.store.upsert", || AuditEventType::StateUpdated, |__record| {
///     __record.user_id = __record.capture(&snapshot.user_id).text();
/// })
/// ```
fn start(audited: &Audited, door: &TokenStream) -> TokenStream {
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
    quote!(#door::Record::start(#operation, #event, #record))
}

/// ```text
/// |__value, __record| {
///     __record.complete(returned(__value).success(), returned(__value).error(), |__value, __record| {
///         __record.axes_changed = __record.capture(&__record.ask(__value, |ok| ok.axes())).list();
///     })
/// }
/// ```
fn judge(audited: &Audited, door: &TokenStream) -> TokenStream {
    let failure = audited.verdict.failure(door);
    if audited.after.is_empty() {
        return quote!(|__value, _| #failure);
    }
    let captures = audited.after.iter().map(|Capture { place, value }| {
        let at = at(value);
        capture(place, &quote_spanned!(at=> &__record.ask(__value, #value)), at)
    });
    let success = quote!(#door::returned(__value).success());
    quote!(|__value, __record| {
        __record.complete(#success, #failure, |__value, __record| { #(#captures)* })
    })
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

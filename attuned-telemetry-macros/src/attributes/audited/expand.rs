//! The expansion of `#[audited]`: one call into the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;

use super::check::{Audited, Capture, Place};
use super::value::event::Event;
use crate::expansion::hygiene::{at, door, local, operand, runtime};
use crate::expansion::linked::{IS_LINKED, linked};
use crate::function::observation::{Judgement, Observation};

pub(super) fn expand(audited: &Audited) -> TokenStream {
    let door = door(audited.runtime.as_ref());
    let record = record(audited, &door);
    let observation = Observation {
        items: static_item(audited, &door),
        start: quote!(#door::AuditedCall::start(#record)),
        later: quote!(#door::AuditedCall::deferred(#record)),
        alongside: None,
        asks_value: !audited.after.is_empty() || audited.verdict.asks_value(),
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
fn record(audited: &Audited, door: &TokenStream) -> TokenStream {
    let operation = operation(audited);
    let event = event(&audited.event, audited.runtime.as_ref(), door);
    let captures = audited.before.iter().map(|captured| {
        let (at, value) = (at(&captured.value), operand(&captured.value));
        capture(captured, &quote_spanned!(at=> &#value), at)
    });
    let record = if audited.before.is_empty() { quote!(|_| {}) } else { quote!(|__record| { #(#captures)* }) };
    quote!(#operation, #event, #record)
}

/// `static __AUDITED: AuditedFunction = AuditedFunction::new(["attuned.store.upsert", "StateUpdated", MODULE], DOC);`
///
/// Empty if the runtime has no catalog.
fn static_item(audited: &Audited, door: &TokenStream) -> TokenStream {
    if !IS_LINKED {
        return TokenStream::new();
    }
    let (operation, event, doc) = (&audited.operation, audited.event.written(), audited.function.doc());
    let audited = quote!(#door::AuditedFunction::new([#operation, #event, #door::module_path!()], #doc));
    linked("AUDITED", &quote!(static __AUDITED: #door::AuditedFunction = #audited;), door)
}

/// `"attuned.store.upsert"`
fn operation(audited: &Audited) -> TokenStream {
    let operation = &audited.operation;
    if IS_LINKED { quote!(__AUDITED.operation()) } else { quote!(#operation) }
}

/// ```text
/// __call.complete(classify(&__value).success(), __failure, |__value, __record| {
///     __record.axes_changed = __record.capture(&__record.ask(__value, |ok| ok.axes())).list();
/// });
/// ```
fn complete(audited: &Audited, door: &TokenStream, value: &TokenStream) -> Option<TokenStream> {
    if audited.after.is_empty() {
        return None;
    }
    let (call, failure) = (local("__call"), local("__failure"));
    let captures = audited.after.iter().map(|captured| {
        let (at, value) = (at(&captured.value), &captured.value);
        capture(captured, &quote_spanned!(at=> &__record.ask(__value, #value)), at)
    });
    let success = quote!(#door::classify(#value).success());
    Some(quote!(#call.complete(#success, #failure, |__value, __record| { #(#captures)* });))
}

/// ```text
/// __record.user_id = __record.capture(&snapshot.user_id).text();
/// __record["email"] = __record.redact(&snapshot.email).value();                                             (masked)
/// __record.axes_changed = __record.capture(&axes).list(); __record.only_if_changed();             (`when = changed`)
/// ```
fn capture<T>(captured: &Capture<T>, reference: &TokenStream, at: Span) -> TokenStream {
    let (place, kind) = match &captured.place {
        Place::UserId => (quote!(.user_id), quote_spanned!(at=> text)),
        Place::Source => (quote!(.source), quote_spanned!(at=> text)),
        Place::AxesChanged { .. } => (quote!(.axes_changed), quote_spanned!(at=> list)),
        Place::Confidence => (quote!(.confidence), quote_spanned!(at=> number)),
        Place::Field(name) => (quote!([#name]), quote_spanned!(at=> value)),
    };
    let how = if captured.is_masked { quote_spanned!(at=> redact) } else { quote_spanned!(at=> capture) };
    let value = quote_spanned!(at=> __record.#how(#reference).#kind());
    let condition = matches!(captured.place, Place::AxesChanged { needed: true });
    let condition = condition.then(|| quote!(__record.only_if_changed();));
    quote!(__record #place = #value; #condition)
}

/// ```text
/// || AuditEventType::StateUpdated
/// || event("login_refused").event_type()
/// || { use variants::*; event(StateUpdatd).event_type() }
/// ```
fn event(event: &Event, runtime: Option<&Path>, door: &TokenStream) -> TokenStream {
    match event {
        Event::Variant(variant) => {
            let runtime = self::runtime(runtime);
            quote!(|| #runtime::AuditEventType::#variant)
        }
        Event::Value(value) => {
            let place = at(value);
            quote_spanned!(place=> || #door::event(#value).event_type())
        }
        Event::AlmostVariant(name) => {
            let place = at(name);
            quote_spanned!(place=> || { use #door::event_variants::*; #door::event(#name).event_type() })
        }
    }
}

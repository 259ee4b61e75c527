//! The function with its body inside a call of the runtime.

use proc_macro2::{Group, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{ReturnType, Type};

use super::captured::captured::{Variable, captured};
use super::function::Function;
use super::inline_body::inline_body;
use super::kind::{Boxed, Kind, Later, Returned};
use super::observation::Observation;
use super::return_type::{awaited_type, infer_impl_trait, return_type_hint};
use crate::expansion::hygiene::{at, local, moved};
use crate::expansion::tokens::in_braces;

impl Function {
    /// The function with its body inside a call of the runtime.
    ///
    /// ```text
    /// fn get(&self) -> State { BODY }
    /// fn get(&self) -> State { ITEMS let mut call = START; let value = run(|| -> State { BODY }); END; return value }
    ///
    /// async fn get(&self) -> State { BODY }
    /// async fn get(&self) -> State {
    ///     ITEMS let mut call = START; let value = call.run_future(async move { HINT { BODY } }).await; END;
    ///     return value
    /// }
    ///
    /// fn get(&self) -> impl Future { BODY }
    /// fn get(&self) -> impl Future {
    ///     ITEMS let (start, future) = make(LATER, move || -> _ { BODY });
    ///     return async move { let mut call = start.start(); let value = call.run_future(future).await; END; value }
    /// }
    ///
    /// fn get(&self) -> impl Fn(&str) -> State { BODY }
    /// fn get(&self) -> impl Fn(&str) -> State { ITEMS let call = in_place(START, None); { BODY } }
    ///
    /// #[track_caller] fn get(&self) -> State { BODY }
    /// #[track_caller] fn get(&self) -> State {
    ///     ITEMS let mut call = in_place(START, LEFT_EARLY); let value = BODY; END; return value
    /// }
    /// ```
    ///
    /// The braces, and the closure or block that holds the body, have the user's spans, so that lints treat the body as
    /// before. The `return` is for `clippy::implicit_return`.
    pub(crate) fn wrap(&self, door: &TokenStream, observation: &Observation<'_>) -> TokenStream {
        match &self.kind {
            Kind::Plain => self.wrap_plain(door, observation),
            Kind::Async => {
                let awaited = observation.awaited(
                    &observation.start,
                    &self.async_block(door, observation),
                    None,
                    Span::call_site(),
                );
                self.returning(observation, &awaited)
            }
            Kind::AsyncTrait { pin, argument, body } => {
                let hint = awaited_type(&self.signature.output).map(|unit| never(door, Span::call_site(), &unit));
                let block = match hint {
                    Some(hint) => self.hinted_block(&hint, &TokenStream::new(), body),
                    None => quote_spanned!(self.span_of(body)=> async move #body),
                };
                let (awaited, value) =
                    (observation.awaited(&observation.start, &block, None, Span::call_site()), local("__value"));
                let items = &observation.items;
                let pinned = quote_spanned!(*argument=> (async move { #items #awaited #value }));
                self.with_body(&quote!(#pin #pinned))
            }
            Kind::Later(returned) => self.wrap_later(door, observation, returned),
        }
    }

    fn wrap_plain(&self, door: &TokenStream, observation: &Observation<'_>) -> TokenStream {
        let (items, mut start) = (&observation.items, observation.start.clone());
        if self.tracks_caller() {
            let returned = self.judged_type(door);
            let place = self.place_of_type();
            let door_there = moved(door, place);
            let left_early = quote_spanned!(place=> #door_there::return_type::<#returned>().left_early());
            start = quote!(#door::in_place(#start, #left_early));
        } else if self.returns_opaque() && !observation.asks_value {
            let (start, body) =
                (quote!(#door::in_place(#start, #door::None)), in_braces(self.body.stream(), at(&self.body)));
            let observed = observation.around(&start, &quote!(#body));
            return self.with_body(&quote!(#items #observed));
        }
        let (begin, end, value) = (observation.begin(&start), observation.end(), local("__value"));
        let body = self.run_body(door, observation, None);
        let hint = self.tracks_caller().then(|| return_type_hint(&self.signature.output, door));
        let hint = hint.map(|hint| quote!(: #hint));
        self.returning(observation, &quote!(#begin let #value #hint = #body; #end))
    }

    fn wrap_later(&self, door: &TokenStream, observation: &Observation<'_>, returned: &Returned) -> TokenStream {
        let (later, start, body) = (&observation.later, local("__start"), local("__body"));
        let (call, value) = (local("__call"), local("__value"));
        let gives = returned.gives.as_ref().map(|given| infer_impl_trait(given.to_token_stream()));
        let place = returned.gives.as_ref().map_or_else(|| self.place_of_type(), at);
        let observed = match returned.what {
            Later::Future => {
                let awaited = observation.awaited(&quote!(#start.start()), &body, gives.as_ref(), place);
                let future = quote!(async move { #awaited #value });
                match returned.boxed {
                    Boxed::No => future,
                    Boxed::Pinned => quote!(#door::Box::pin(#future)),
                    Boxed::Unpin => quote!(#door::Box::new(#door::Box::pin(#future))),
                }
            }
            Later::Stream => {
                let begin = observation.begin(&quote!(#start.start()));
                let alongside = local("__alongside");
                let start = match observation.alongside {
                    Some(_) => quote!(move || { #begin (#call, #alongside) }),
                    None => quote!(move || (#start.start(), ())),
                };
                let observe = if gives.is_some() { quote!(observe_items) } else { quote!(observe) };
                let judge = observation.judge_item(gives.as_ref());
                let returned = match returned.boxed {
                    Boxed::No => quote!(opaque),
                    Boxed::Pinned => quote!(pinned),
                    Boxed::Unpin => quote!(unpin),
                };
                quote!(#door::streamed(&#body).#observe(#start, #body, #judge).#returned())
            }
        };
        let run = self.run_body(door, observation, Some(later));
        let made = if self.tracks_caller() { quote!((#later, #run)) } else { run };
        let items = &observation.items;
        self.with_body(&quote!(#items let (#start, #body) = #made; return #observed))
    }

    /// Runs the body in a closure, so that `return` and `?` do not leave the call.
    ///
    /// ```text
    /// run(|| -> State { BODY })
    /// run(|| -> State { if false { let __moved = first; loop {} } else { BODY } })
    /// make(LATER, move || -> _ { BODY })
    /// ```
    ///
    /// The closure captures by value what the body may return in part, and drops it like a function. A function that
    /// returns a future or a stream moves all arguments into the closure, because the future may borrow from them.
    fn run_body(&self, door: &TokenStream, observation: &Observation<'_>, later: Option<&TokenStream>) -> TokenStream {
        let hint = return_type_hint(&self.signature.output, door);
        if self.tracks_caller() {
            return inline_body(&self.body, &quote!(#door::never::<#hint>()));
        }
        let (body, whose) = (&self.body, self.span_of(&self.body));
        let after = later.map_or_else(|| observation.end(), |_| TokenStream::new());
        let moved = self.moved(door, &after, later.is_some());
        let taking = || in_braces(quote!(if false { #moved loop {} } else #body), body.span());
        let body = if moved.is_empty() { body.clone() } else { taking() };
        match later {
            None => {
                let closure = quote_spanned!(whose=> || -> #hint #body);
                quote!(#door::run(#closure))
            }
            Some(later) => {
                let closure = quote_spanned!(whose=> move || -> #hint #body);
                quote!(#door::make(#later, #closure))
            }
        }
    }

    /// The body of an `async fn` as a block that repeats the return type.
    fn async_block(&self, door: &TokenStream, observation: &Observation<'_>) -> TokenStream {
        let hint = return_type_hint(&self.signature.output, door);
        let hinted = never(door, self.place_of_type(), &hint);
        self.hinted_block(&hinted, &self.moved(door, &observation.end(), true), &self.body)
    }

    /// `async move { HINT if false { MOVED loop {} } else { BODY } }`
    ///
    /// The hint is a statement of its own, so that the last expression of the body is coerced. The body is a branch of an
    /// `if`, so that no lint calls its braces unnecessary.
    fn hinted_block(&self, hint: &TokenStream, moved: &TokenStream, body: &Group) -> TokenStream {
        let hinted = in_braces(quote!(#hint if false { #moved loop {} } else #body), body.span());
        quote_spanned!(self.span_of(body)=> async move #hinted)
    }

    /// Statements that use by value what the closure or the `async` block captures by value. After the keyword `move` it
    /// captures everything so, and only the order of destructors matters, which a reference does not have.
    fn moved(&self, door: &TokenStream, after: &TokenStream, is_move: bool) -> TokenStream {
        let captured = captured(&self.signature, &self.body.stream(), after);
        let captured = captured.iter().filter(|variable| !(is_move && variable.is_reference));
        captured.map(|variable| moved_once(variable, door)).collect()
    }

    /// The span for the closure or the `async` block around a body. A macro may have written the function, but not its
    /// body. Then the closure is the macro's, too, so that lints treat the body as before.
    fn span_of(&self, body: &Group) -> Span {
        self.signature.fn_token.span.located_at(body.span())
    }

    fn place_of_type(&self) -> Span {
        match &self.signature.output {
            ReturnType::Default => Span::call_site(),
            ReturnType::Type(_, returned) => at(returned),
        }
    }

    /// The return type if it can be named, otherwise `()`.
    fn judged_type(&self, door: &TokenStream) -> TokenStream {
        let hint = return_type_hint(&self.signature.output, door);
        let has_gaps = hint.clone().into_iter().any(|token| token.to_string() == "_");
        if has_gaps { quote!(()) } else { hint }
    }

    /// The function with the given statements, which then returns the value.
    fn returning(&self, observation: &Observation<'_>, statements: &TokenStream) -> TokenStream {
        let (items, value) = (&observation.items, local("__value"));
        let statements = quote!(#items #statements);
        if self.never_returns() {
            return self.with_body(&quote!(#statements match #value {}));
        }
        self.with_body(&match &self.signature.output {
            ReturnType::Type(_, returned) if is_unit(returned) => quote!(#statements),
            ReturnType::Default => quote!(#statements),
            ReturnType::Type(..) => quote!(#statements return #value;),
        })
    }

    /// `-> impl Fn(&str) -> usize`: the value is not a `Result`, and the body needs the expected type.
    pub(super) fn returns_opaque(&self) -> bool {
        matches!(&self.signature.output, ReturnType::Type(_, returned) if matches!(**returned, Type::ImplTrait(_)))
    }

    fn never_returns(&self) -> bool {
        matches!(&self.signature.output, ReturnType::Type(_, returned) if matches!(**returned, Type::Never(_)))
    }

    /// The function with another body between its own braces.
    fn with_body(&self, body: &TokenStream) -> TokenStream {
        let Self { attributes, visibility, defaultness, signature, .. } = self;
        let braces = in_braces(body.clone(), self.body.span());
        quote!(#(#attributes)* #visibility #defaultness #signature #braces)
    }
}

/// A statement that uses a variable by value, of which no lint speaks: a reference may stand alone, any other value may
/// have to be used, and a name that begins with `_` is only allowed in the target of an assignment.
fn moved_once(variable: &Variable, door: &TokenStream) -> TokenStream {
    let (name, moved) = (&variable.name, local("__moved"));
    match () {
        () if name.to_string().starts_with('_') => quote!(*#door::captured(#name) = ();),
        () if variable.is_reference => quote!(#name;),
        () => quote!(let #moved = #name;),
    }
}

/// `if false { return never::<State>() }`
fn never(door: &TokenStream, place: Span, hint: &TokenStream) -> TokenStream {
    let door_there = moved(door, place);
    quote_spanned!(place=> if false { return #door_there::never::<#hint>() })
}

fn is_unit(returned: &Type) -> bool {
    matches!(returned, Type::Tuple(tuple) if tuple.elems.is_empty())
}

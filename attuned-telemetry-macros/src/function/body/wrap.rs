//! The function with its body inside a call of the runtime.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ReturnType, Type};

use super::captured::captured::{Variable, captured};
use super::inline_body::inline_body;
use crate::expansion::hygiene::{at, local, moved};
use crate::expansion::tokens::in_braces;
use crate::function::function::Function;
use crate::function::kind::{Kind, Later, Returned};
use crate::function::observation::Observation;
use crate::function::return_type::{awaited_type, return_type_hint};

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
    ///     ITEMS let start = LATER; let body = body(move || -> _ { BODY });
    ///     let way = opaque_future(&body).way(); let (start, body) = way.make(start, body);
    ///     return way.finish(async move {
    ///         let mut call = start.start(); let value = call.run_future(body).await; END; return value;
    ///     })
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
    /// before. The `return` is for `clippy::implicit_return` and, in an `async` block,
    /// for `clippy::async_yields_async`.
    pub(crate) fn wrap(&self, door: &TokenStream, observation: &Observation<'_>) -> TokenStream {
        match &self.kind {
            Kind::Plain => self.wrap_plain(door, observation),
            Kind::Async => {
                let block = self.async_block(door, observation);
                let awaited = observation.awaited(&observation.start, &block, Span::call_site(), |value| value);
                self.returning(observation, &awaited)
            }
            Kind::AsyncTrait { pin, argument, body } => {
                let hint = awaited_type(&self.signature.output).map(|unit| never(door, Span::call_site(), &unit));
                let block = match hint {
                    Some(hint) => self.hinted_block(&hint, &TokenStream::new(), body),
                    None => quote_spanned!(self.span_of(body)=> async move #body),
                };
                let (awaited, value) = (
                    observation.awaited(&observation.start, &block, Span::call_site(), |value| value),
                    local("__value"),
                );
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
        let body = self.run_body(door, observation, &quote!(run));
        let hint = self.tracks_caller().then(|| return_type_hint(&self.signature.output, door));
        let hint = hint.map(|hint| quote!(: #hint));
        self.returning(observation, &quote!(#begin let #value #hint = #body; #end))
    }

    /// A call whose body returns a future or a stream, if the type of the value is what its name says.
    fn wrap_later(&self, door: &TokenStream, observation: &Observation<'_>, returned: &Returned) -> TokenStream {
        let (items, later) = (&observation.items, &observation.later);
        let [start, body, way] = [local("__start"), local("__body"), local("__way")];
        let made = match self.run_body(door, observation, &quote!(body)) {
            inline if self.tracks_caller() => quote!({ let #body = #inline; #door::body(move || #body) }),
            run => run,
        };
        let named = Ident::new(returned.named(), Span::call_site());
        let observed = match returned.what {
            Later::Future => self.returned_future(observation, returned),
            Later::Stream => self.returned_stream(observation, returned),
        };
        self.with_body(&quote! {
            #items
            let #start = #later;
            let #body = #made;
            let #way = #door::#named(&#body).way();
            let (#start, #body) = #way.make(#start, #body);
            #observed
        })
    }

    /// `return way.finish(async move { … })`
    fn returned_future(&self, observation: &Observation<'_>, returned: &Returned) -> TokenStream {
        let [start, body, way, value] = [local("__start"), local("__body"), local("__way"), local("__value")];
        let (place, given) = (self.place_of_type(), returned.given());
        let output = |awaited| match &given {
            Some(given) => quote_spanned!(at(given)=> #way.output::<#given>(#awaited)),
            None => awaited,
        };
        let place_of_output = given.as_ref().map_or(place, at);
        let awaited = observation.awaited(&quote!(#start.start()), &body, place_of_output, output);
        let way_there = moved(&way, place);
        quote_spanned!(place=> return #way_there.finish(async move { #awaited return #value; }))
    }

    /// `return way.stream(move || (start.start(), ()), body, |item| …)`
    fn returned_stream(&self, observation: &Observation<'_>, returned: &Returned) -> TokenStream {
        let [start, body, way] = [local("__start"), local("__body"), local("__way")];
        let given = returned.given();
        let given = given.map(|given| quote_spanned!(at(&given)=> #way.gives_items::<#given, _>(&#body);));
        let (begin, judge) = (observation.begin_stream(&start), observation.judge_item());
        let place = self.place_of_type();
        let way_there = moved(&way, place);
        let observed = quote_spanned!(place=> #way_there.stream(#begin, #body, #judge));
        quote!(#given return #observed)
    }

    /// Runs the body in a closure, so that `return` and `?` do not leave the call.
    ///
    /// ```text
    /// run(|| -> State { BODY })
    /// run(|| -> State { if false { let __moved = first; loop {} } ({ BODY }) })
    /// body(move || -> _ { BODY })
    /// ```
    ///
    /// The parentheses keep the compiler from calling the braces of the body unnecessary. No lint about the end of a
    /// body sees them.
    ///
    /// The closure captures by value what the body may return in part, and drops it like a function. A function that
    /// returns a future or a stream moves all arguments into the closure, because the future may borrow from them.
    fn run_body(&self, door: &TokenStream, observation: &Observation<'_>, run: &TokenStream) -> TokenStream {
        let hint = return_type_hint(&self.signature.output, door);
        if self.tracks_caller() {
            return inline_body(&self.body, &quote!(#door::never::<#hint>()));
        }
        let (body, whose) = (&self.body, self.span_of(&self.body));
        let is_later = matches!(self.kind, Kind::Later(_));
        let after = if is_later { TokenStream::new() } else { observation.end() };
        let moved = self.moved(door, &after, is_later);
        let taking = || in_braces(quote!(if false { #moved loop {} } (#body)), body.span());
        let body = if moved.is_empty() { body.clone() } else { taking() };
        let keyword = is_later.then(|| quote_spanned!(whose=> move));
        let closure = quote_spanned!(whose=> #keyword || -> #hint #body);
        quote!(#door::#run(#closure))
    }

    /// The body of an `async fn` as a block that repeats the return type.
    fn async_block(&self, door: &TokenStream, observation: &Observation<'_>) -> TokenStream {
        let hint = return_type_hint(&self.signature.output, door);
        let hinted = never(door, self.place_of_type(), &hint);
        self.hinted_block(&hinted, &self.moved(door, &observation.end(), true), &self.body)
    }

    /// `async move { HINT if false { MOVED loop {} } else { BODY } }`
    ///
    /// The hint is a statement of its own, so that the last expression of the body is coerced. The body is a branch of
    /// an `if`, so that no lint calls its braces unnecessary, and none takes the type of the block for the return type,
    /// which no lint knows for an `async fn`.
    fn hinted_block(&self, hint: &TokenStream, moved: &TokenStream, body: &Group) -> TokenStream {
        let hinted = in_braces(quote!(#hint if false { #moved loop {} } else #body), body.span());
        quote_spanned!(self.span_of(body)=> async move #hinted)
    }

    /// Statements that use by value what the closure or the `async` block captures by value. After the keyword `move`
    /// it captures everything so, and only the order of destructors matters, which a reference does not have.
    fn moved(&self, door: &TokenStream, after: &TokenStream, is_move: bool) -> TokenStream {
        let captured = captured(&self.signature, &self.body.stream(), after);
        let captured = captured.iter().filter(|variable| !(is_move && variable.is_reference));
        captured.map(|variable| moved_once(variable, door)).collect()
    }

    /// The span for the closure or the `async` block around a body. A macro may have written the function, but not its
    /// body. Then the closure is the macro's, too, so that lints treat the body as before.
    fn span_of(&self, body: &Group) -> Span {
        self.signature.keyword.located_at(body.span())
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
    pub(in crate::function) fn returns_opaque(&self) -> bool {
        matches!(&self.signature.output, ReturnType::Type(_, returned) if matches!(**returned, Type::ImplTrait(_)))
    }

    pub(super) fn never_returns(&self) -> bool {
        matches!(&self.signature.output, ReturnType::Type(_, returned) if matches!(**returned, Type::Never(_)))
    }

    /// The function with another body between its own braces.
    fn with_body(&self, body: &TokenStream) -> TokenStream {
        let Self { attributes, visibility, defaultness, signature, .. } = self;
        let (allowed, braces) = (self.allowed(), in_braces(body.clone(), self.place_of_braces()));
        quote!(#(#attributes)* #allowed #visibility #defaultness #signature #braces)
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

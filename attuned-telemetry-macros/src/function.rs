//! A function as the attributes see it: attributes, signature, and the body as tokens that nobody parses.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{
    Attribute, Error, GenericArgument, GenericParam, PathArguments, ReturnType, Signature, Token, Type, Visibility,
};

use crate::hygiene::{at, moved};
use crate::return_type::return_type_hint;

/// A function or method with a body.
pub(crate) struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    defaultness: Option<Token![default]>,
    signature: Signature,
    body: Group,
    kind: Kind,
}

/// What a call of the function gives, read off its signature.
enum Kind {
    /// The value itself.
    Plain,
    /// The value itself, and `#[track_caller]` tells the body who called: a closure would hide that.
    TrackCaller,
    /// `async fn`
    Async,
    /// What `#[async_trait]` makes of an `async fn`: a function whose whole body is `Box::pin(async move { … })`.
    AsyncTrait { pin: TokenStream, argument: Span, body: Group },
}

/// How a call is observed: the first and the last argument of the runtime's `observe`.
pub(crate) struct Observation {
    /// The expression that starts a call.
    pub(crate) start: TokenStream,
    /// The closure that judges what the call returned.
    pub(crate) judge: TokenStream,
}

impl Function {
    /// Parses the annotated item, and says which functions `attribute` cannot go on.
    pub(crate) fn parse(attribute: &str, item: TokenStream) -> syn::Result<Self> {
        (|input: ParseStream<'_>| Self::parse_in(attribute, input)).parse2(item)
    }

    fn parse_in(attribute: &str, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = if input.peek(Token![default]) { Some(input.parse()?) } else { None };
        let expected = input.error(format!("`#[{attribute}]` goes on a function or a method"));
        let signature: Signature = input.parse().map_err(|_| expected)?;
        if let Some(constness) = &signature.constness {
            let message = format!(
                "`#[{attribute}]` cannot go on a `const fn`, which may run at compile time: remove one of the two"
            );
            return Err(Error::new(constness.span, message));
        }
        if input.peek(Token![;]) {
            let message = format!(
                "`#[{attribute}]` needs a body to observe: put it on each implementation of `{}`",
                signature.ident
            );
            return Err(Error::new(signature.ident.span(), message));
        }
        let TokenTree::Group(body) = input.parse()? else {
            return Err(Error::new(signature.ident.span(), "expected a function body"));
        };
        let body = Self::hoist_inner_attributes(&mut attributes, &body)?;
        let tracks_caller = attributes.iter().any(|candidate| candidate.path().is_ident("track_caller"));
        let kind = match Kind::of(attribute, &signature, &body)? {
            Kind::Plain if tracks_caller => Kind::TrackCaller,
            kind => kind,
        };
        Ok(Self { attributes, visibility, defaultness, signature, body, kind })
    }

    /// `fn f() { #![allow(x)] … }` → `#[allow(x)] fn f() { … }`
    fn hoist_inner_attributes(attributes: &mut Vec<Attribute>, body: &Group) -> syn::Result<Group> {
        let split = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_inner)?, input.parse::<TokenStream>()?));
        let (inner, rest) = split.parse2(body.stream())?;
        attributes.extend(inner.into_iter().map(|attribute| Attribute { style: syn::AttrStyle::Outer, ..attribute }));
        Ok(in_braces(rest, body.span()))
    }

    /// The arguments of another of our attributes on the same function, if it is there.
    #[cfg(feature = "audit")]
    pub(crate) fn sibling(&self, attribute: &str) -> Option<TokenStream> {
        let found = self.attributes.iter().find(|candidate| is_attribute(candidate, attribute))?;
        found.meta.require_list().ok().map(|list| list.tokens.clone())
    }

    /// Whether the value is not seen when the call ends.
    pub(crate) fn hides_value(&self) -> bool {
        matches!(self.kind, Kind::TrackCaller)
    }

    /// The function's name as users say it: without `r#`.
    pub(crate) fn name(&self) -> String {
        use syn::ext::IdentExt as _;
        self.signature.ident.unraw().to_string()
    }

    /// The function with its body inside a call of the runtime.
    ///
    /// ```text
    /// fn get(&self) -> State { BODY }
    /// fn get(&self) -> State { return observe(START, || -> State { BODY }, JUDGE) }
    ///
    /// async fn get(&self) -> State { BODY }
    /// async fn get(&self) -> State { return observe_future(START, async move { if false { return HINT } { BODY } }, JUDGE).await }
    ///
    /// fn get(&self) -> Pin<Box<…>> { Box::pin(async move { BODY }) }                         (made by `#[async_trait]`)
    /// fn get(&self) -> Pin<Box<…>> { Box::pin(async move { observe_future(START, async move { BODY }, JUDGE).await }) }
    ///
    /// #[track_caller]
    /// fn get(&self) -> State { BODY }
    /// #[track_caller]
    /// fn get(&self) -> State { let mut call = START; let _rest = observe_rest(&mut call, cannot_fail::<State>()); BODY }
    /// ```
    ///
    /// The braces, and the closure or block that holds the body, count as the user's: so the lints judge the body as
    /// before. `return` is there for the lint that asks for it.
    pub(crate) fn wrap(&self, door: &TokenStream, observation: &Observation) -> TokenStream {
        let Observation { start, judge } = observation;
        let body = in_braces(self.body.stream(), self.body.span());
        let whose = self.body.span();
        let hint = return_type_hint(&self.signature.output, door);
        let wrapped = match &self.kind {
            Kind::Plain => {
                let body = quote_spanned!(whose=> || -> #hint #body);
                quote!(#door::observe(#start, #body, #judge))
            }
            Kind::Async => {
                // A statement of its own, and not the other branch, so that what the body ends with is coerced.
                let place = match &self.signature.output {
                    ReturnType::Default => Span::call_site(),
                    ReturnType::Type(_, returned) => at(returned),
                };
                let door_there = moved(door, place);
                let hinted = quote_spanned!(place=> if false { return #door_there::never::<#hint>() });
                // The inner braces are ours, and no lint calls them unnecessary.
                let body = in_braces(self.body.stream(), at(&self.body));
                let body = quote_spanned!(whose=> async move { #hinted #body });
                quote!(#door::observe_future(#start, #body, #judge).await)
            }
            Kind::TrackCaller => return self.with_body(&self.observed_rest(door, start)),
            Kind::AsyncTrait { pin, argument, body } => {
                let block = quote_spanned!(body.span()=> async move #body);
                let observed = quote!(#door::observe_future(#start, #block, #judge).await);
                let pinned = quote_spanned!(*argument=> (async move { #observed }));
                return self.with_body(&quote!(#pin #pinned));
            }
        };
        self.with_body(&match &self.signature.output {
            ReturnType::Type(_, returned) if matches!(**returned, Type::Never(_)) => quote!(match #wrapped {}),
            ReturnType::Type(_, returned) if is_unit(returned) => wrapped,
            ReturnType::Default if self.signature.asyncness.is_none() => wrapped,
            _ => quote!(return #wrapped),
        })
    }

    /// The body behind a guard, which sees that it ends but not with what: so its type must be one that is no failure.
    fn observed_rest(&self, door: &TokenStream, start: &TokenStream) -> TokenStream {
        let call = Ident::new("call", Span::mixed_site());
        let rest = Ident::new("_rest", Span::mixed_site());
        let (place, returned) = match &self.signature.output {
            ReturnType::Type(_, returned) if !matches!(**returned, Type::ImplTrait(_)) => {
                (at(returned), return_type_hint(&self.signature.output, door))
            }
            _ => (Span::call_site(), quote!(())),
        };
        let door_there = moved(door, place);
        let cannot_fail = quote_spanned!(place=> #door_there::returns::<#returned>().cannot_fail());
        let body = in_braces(self.body.stream(), at(&self.body));
        quote!(let mut #call = #start; let #rest = #door::observe_rest(&mut #call, #cannot_fail); #body)
    }

    /// The function with another body between its own braces.
    fn with_body(&self, body: &TokenStream) -> TokenStream {
        let Self { attributes, visibility, defaultness, signature, .. } = self;
        let braces = in_braces(body.clone(), self.body.span());
        quote!(#(#attributes)* #visibility #defaultness #signature #braces)
    }
}

impl Kind {
    fn of(attribute: &str, signature: &Signature, body: &Group) -> syn::Result<Self> {
        if signature.asyncness.is_some() {
            return Ok(Self::Async);
        }
        if is_made_by_async_trait(signature) {
            if let Some(boxed) = boxed_async_block(body) {
                return Ok(boxed);
            }
        }
        match &signature.output {
            ReturnType::Type(_, returned) if gives_later(returned) => Err(Error::new_spanned(
                returned,
                format!(
                    "`#[{attribute}]` would end with this call, before the returned future or stream has run: make it an `async fn`"
                ),
            )),
            _ => Ok(Self::Plain),
        }
    }
}

fn in_braces(body: TokenStream, place: Span) -> Group {
    let mut braces = Group::new(Delimiter::Brace, body);
    braces.set_span(place);
    braces
}

fn is_unit(returned: &Type) -> bool {
    matches!(returned, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// Whether `#[async_trait]` made this signature: it declares the lifetime `'async_trait`.
fn is_made_by_async_trait(signature: &Signature) -> bool {
    signature.generics.params.iter().any(|param| match param {
        GenericParam::Lifetime(lifetime) => lifetime.lifetime.ident == "async_trait",
        _ => false,
    })
}

/// `{ Box::pin(async move { BODY }) }` → `Box::pin`, `{ BODY }`
fn boxed_async_block(body: &Group) -> Option<Kind> {
    let mut tokens: Vec<_> = body.stream().into_iter().collect();
    let TokenTree::Group(argument) = tokens.pop()? else { return None };
    let pin: TokenStream = tokens.into_iter().collect();
    let mut block: Vec<_> = argument.stream().into_iter().collect();
    let TokenTree::Group(body) = block.pop()? else { return None };
    let keywords: Vec<_> = block.iter().map(ToString::to_string).collect();
    let is_boxed = argument.delimiter() == Delimiter::Parenthesis && pin.to_string().ends_with("Box :: pin");
    let is_async = body.delimiter() == Delimiter::Brace && keywords == ["async", "move"];
    (is_boxed && is_async).then(|| Kind::AsyncTrait { pin, argument: argument.span(), body })
}

/// Whether the returned value is a future or a stream, by its type: `impl Future`, `Pin<Box<dyn Stream>>`, `BoxFuture`.
fn gives_later(returned: &Type) -> bool {
    match returned {
        Type::ImplTrait(opaque) => any_bound_gives_later(&opaque.bounds),
        Type::TraitObject(object) => any_bound_gives_later(&object.bounds),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let boxed = ["BoxFuture", "LocalBoxFuture", "BoxStream", "LocalBoxStream"];
            boxed.iter().any(|name| last.ident == name)
                || ((last.ident == "Pin" || last.ident == "Box") && any_argument_gives_later(&last.arguments))
        }),
        Type::Paren(inner) => gives_later(&inner.elem),
        Type::Group(inner) => gives_later(&inner.elem),
        _ => false,
    }
}

fn any_argument_gives_later(arguments: &PathArguments) -> bool {
    let PathArguments::AngleBracketed(arguments) = arguments else { return false };
    arguments.args.iter().any(|argument| matches!(argument, GenericArgument::Type(inner) if gives_later(inner)))
}

fn any_bound_gives_later(bounds: &syn::punctuated::Punctuated<syn::TypeParamBound, Token![+]>) -> bool {
    bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "Future" || last.ident == "Stream")
        }
        _ => false,
    })
}

/// Whether an attribute is one of ours: `#[audited(…)]`, also by a path.
#[cfg(feature = "audit")]
pub(crate) fn is_attribute(attribute: &Attribute, name: &str) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == name)
}

//! What a call of a function returns, according to its signature.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, PathSegment, ReturnType, Token, Type, TypeParamBound};

use super::return_type::infer_impl_trait;
use super::signature::signature::Signature;
use crate::expansion::tokens::any_token;

/// What a call of a function returns.
pub(super) enum Kind {
    /// The value itself.
    Plain,
    /// `async fn`
    Async,
    /// An `async fn` after `#[async_trait]`: a function whose whole body is `Box::pin(async move { … })`.
    AsyncTrait { pin: TokenStream, argument: Span, body: Group },
    /// A future or a stream that the body returns.
    Later(Box<Returned>),
}

/// A future or a stream that is returned, according to the names in the return type.
pub(super) struct Returned {
    pub(super) what: Later,
    pub(super) boxed: Boxed,
    /// The output or item type of an `impl Future<Output = T>`. Without it, the body would have no type hint.
    pub(super) gives: Option<Type>,
}

/// What is polled after the function has returned.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Later {
    Future,
    Stream,
}

/// How it is returned.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Boxed {
    /// `impl Future`
    No,
    /// `impl Future + Unpin`
    Unpin,
    /// `Pin<Box<dyn Future>>`, `Box<dyn Future>`, `BoxFuture`
    Yes,
}

impl Returned {
    /// The function of the runtime for what the return type looks like. It decides by the type whether that is so.
    pub(super) const fn named(&self) -> &'static str {
        match (self.what, self.boxed) {
            (Later::Future, Boxed::No) => "opaque_future",
            (Later::Future, Boxed::Unpin) => "unpin_future",
            (Later::Future, Boxed::Yes) => "boxed_future",
            (Later::Stream, Boxed::No) => "opaque_stream",
            (Later::Stream, Boxed::Unpin) => "unpin_stream",
            (Later::Stream, Boxed::Yes) => "boxed_stream",
        }
    }

    /// The output or item type, as it can be written inside a body.
    pub(super) fn given(&self) -> Option<TokenStream> {
        self.gives.as_ref().map(|given| infer_impl_trait(given.to_token_stream()))
    }
}

impl Kind {
    pub(super) fn of(signature: &Signature, body: &Group) -> Self {
        if signature.is_async {
            return Self::Async;
        }
        if is_made_by_async_trait(signature) {
            if let Some(boxed) = boxed_async_block(body) {
                return boxed;
            }
        }
        match &signature.output {
            ReturnType::Type(_, returned) => {
                later(returned).map_or(Self::Plain, |returned| Self::Later(Box::new(returned)))
            }
            ReturnType::Default => Self::Plain,
        }
    }
}

/// The output or item type of a future or a stream: `Pin<Box<dyn Future<Output = T>>>` and `BoxFuture<T>` → `T`.
#[cfg(feature = "observe")]
pub(super) fn given(returned: &Type) -> Option<&Type> {
    if let Some(bounds) = bounds_of(returned) {
        return associated(bounds);
    }
    let Type::Path(path) = returned else { return None };
    let last = path.path.segments.last()?;
    match last.ident.to_string().as_str() {
        "Pin" | "Box" => given(only_type(&last.arguments)?),
        _ => only_type(&last.arguments),
    }
}

/// Whether `#[async_trait]` wrote this signature: it declares the lifetime `'async_trait`.
fn is_made_by_async_trait(signature: &Signature) -> bool {
    let is_lifetime = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "async_trait");
    any_token(signature.generics.clone(), &is_lifetime)
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

/// The future or stream in a return type: `impl Future`, `Pin<Box<dyn Stream>>`, `BoxFuture`.
fn later(returned: &Type) -> Option<Returned> {
    let boxed_type = |what| Some(Returned { what, boxed: Boxed::Yes, gives: None });
    match returned {
        Type::ImplTrait(opaque) => {
            let boxed = if bound(&opaque.bounds, "Unpin").is_some() { Boxed::Unpin } else { Boxed::No };
            Some(Returned { what: named_in(&opaque.bounds)?, boxed, gives: given_in(&opaque.bounds) })
        }
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            match last.ident.to_string().as_str() {
                "BoxFuture" | "LocalBoxFuture" => boxed_type(Later::Future),
                "BoxStream" | "LocalBoxStream" => boxed_type(Later::Stream),
                "Pin" => boxed_type(named_in(object_in(argument(&last.arguments, "Box")?)?)?),
                "Box" => boxed_type(named_in(object_in(&last.arguments)?)?),
                _ => None,
            }
        }
        Type::Paren(inner) => later(&inner.elem),
        Type::Group(inner) => later(&inner.elem),
        _ => None,
    }
}

/// `<Box<T>>` → `<T>`
fn argument<'a>(arguments: &'a PathArguments, pointer: &str) -> Option<&'a PathArguments> {
    let last = match only_type(arguments)? {
        Type::Path(path) => path.path.segments.last()?,
        _ => return None,
    };
    (last.ident == pointer).then_some(&last.arguments)
}

/// `<dyn Future>`, `<impl Future>`
fn object_in(arguments: &PathArguments) -> Option<&Bounds> {
    bounds_of(only_type(arguments)?)
}

fn bounds_of(object: &Type) -> Option<&Bounds> {
    match object {
        Type::TraitObject(object) => Some(&object.bounds),
        Type::ImplTrait(opaque) => Some(&opaque.bounds),
        Type::Paren(inner) => bounds_of(&inner.elem),
        Type::Group(inner) => bounds_of(&inner.elem),
        _ => None,
    }
}

pub(super) type Bounds = Punctuated<TypeParamBound, Token![+]>;

pub(super) fn only_type(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

fn named_in(bounds: &Bounds) -> Option<Later> {
    match () {
        () if bound(bounds, "Future").is_some() || bound(bounds, "TryFuture").is_some() => Some(Later::Future),
        () if bound(bounds, "Stream").is_some() || bound(bounds, "TryStream").is_some() => Some(Later::Stream),
        () => None,
    }
}

/// `Future<Output = T>`, `Stream<Item = T>` → `T`, if an expansion can name it.
fn given_in(bounds: &Bounds) -> Option<Type> {
    associated(bounds).filter(|given| !matches!(given, Type::Never(_))).cloned()
}

/// `Future<Output = T>`, `Stream<Item = T>` → `T`
fn associated(bounds: &Bounds) -> Option<&Type> {
    let named = bound(bounds, "Future").or_else(|| bound(bounds, "Stream"))?;
    let PathArguments::AngleBracketed(arguments) = &named.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(given) => Some(&given.ty),
        _ => None,
    })
}

fn bound<'a>(bounds: &'a Bounds, name: &str) -> Option<&'a PathSegment> {
    bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().filter(|last| last.ident == name),
        _ => None,
    })
}

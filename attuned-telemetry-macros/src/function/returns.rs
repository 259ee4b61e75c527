//! How the calls of a function can end, read off its signature.

use proc_macro2::{Ident, Span};
use syn::{ReturnType, Type, TypeParamBound, TypePath};

use super::Function;
use super::kind::{Bounds, Kind, given, only_type};

/// What a judged value can be.
#[derive(Clone, Copy)]
enum Can {
    Succeed,
    Fail,
    NeverBe,
}

impl Function {
    /// The constant of the runtime's `Returns`. `asks_value` is whether an option looks at the value, and `says_what_fails`
    /// whether one says what is an error, which any value may then be.
    pub(crate) fn returns(&self, asks_value: bool, says_what_fails: bool) -> Ident {
        let value = match self.value_can(asks_value) {
            Can::Succeed if says_what_fails => Can::Fail,
            value => value,
        };
        let is_async = !matches!(self.kind, Kind::Plain);
        let returns = match (value, is_async) {
            (Can::Succeed, false) => "VALUE",
            (Can::Fail, false) => "RESULT",
            (Can::NeverBe, false) => "NEVER",
            (Can::Succeed, true) => "ASYNC_VALUE",
            (Can::Fail, true) => "ASYNC_RESULT",
            (Can::NeverBe, true) => "ASYNC_NEVER",
        };
        Ident::new(returns, Span::call_site())
    }

    fn value_can(&self, asks_value: bool) -> Can {
        let ReturnType::Type(_, returned) = &self.signature.output else { return Can::Succeed };
        let value = match &self.kind {
            // The body stays where it is, and nobody looks behind such a type.
            Kind::Plain if !asks_value && self.returns_opaque() => return Can::Succeed,
            Kind::Plain | Kind::Async => Some(&**returned),
            Kind::AsyncTrait { .. } | Kind::Later(_) => given(returned),
        };
        match value {
            Some(Type::Never(_)) => Can::NeverBe,
            Some(value) if !can_fail(value) => Can::Succeed,
            Some(_) | None => Can::Fail,
        }
    }
}

/// Whether a value of a type can be an error: a type that is named as a `Result` is, what is an `Option` or a `Poll` of
/// one, and what may turn out to be one: an associated type, a macro, most of `impl Trait`.
fn can_fail(value: &Type) -> bool {
    match value {
        Type::Paren(inner) => can_fail(&inner.elem),
        Type::Group(inner) => can_fail(&inner.elem),
        Type::ImplTrait(opaque) => !is_known(&opaque.bounds),
        Type::Path(path) => path_can_fail(path),
        Type::Macro(_) => true,
        _ => false,
    }
}

fn path_can_fail(path: &TypePath) -> bool {
    let Some(last) = path.path.segments.last() else { return false };
    match last.ident.to_string().as_str() {
        "Option" | "Poll" => only_type(&last.arguments).is_some_and(can_fail),
        name => name.ends_with("Result") || is_associated(path),
    }
}

/// `Self::Output`, `I::Item`, `<I as Iterator>::Item`: modules are not named like types.
fn is_associated(path: &TypePath) -> bool {
    let mut segments = path.path.segments.iter();
    let first = segments.next().map(|first| first.ident.to_string()).unwrap_or_default();
    let is_type = first.starts_with(char::is_uppercase);
    path.qself.is_some() || (is_type && segments.next().is_some())
}

/// Traits that no `Result` has.
const OF_NO_RESULT: [&str; 11] = [
    "DoubleEndedIterator",
    "Display",
    "Error",
    "ExactSizeIterator",
    "Fn",
    "FnMut",
    "FnOnce",
    "Future",
    "Iterator",
    "Read",
    "Write",
];

fn is_known(bounds: &Bounds) -> bool {
    bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| OF_NO_RESULT.iter().any(|known| last.ident == known))
        }
        _ => false,
    })
}

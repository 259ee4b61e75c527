//! How the calls of a function can end, according to its signature.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{ReturnType, Type, TypeParamBound, TypePath};

use super::function::Function;
use super::kind::{Bounds, Kind, given, only_type};

/// What a returned value can be.
#[derive(Clone, Copy)]
enum Can {
    Succeed,
    Fail,
    NeverBe,
}

impl Function {
    /// The constant of the runtime's `Returns`. `asks_value`: an option looks at the value. `has_predicate`: an option
    /// decides which values are errors, so that any value can be one.
    pub(crate) fn returns(&self, asks_value: bool, has_predicate: bool) -> Ident {
        let value = match self.value_can(asks_value) {
            Can::Succeed if has_predicate => Can::Fail,
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
            // The body stays in its function, and the expansion does not look at a value of an opaque type.
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

/// Whether a value of a type can be an error: a type whose name ends with `Result`, an `Option` or a `Poll` of one, and
/// a type that can turn out to be one, like an associated type, a macro or most `impl Trait`.
fn can_fail(value: &Type) -> bool {
    match value {
        Type::Paren(inner) => can_fail(&inner.elem),
        Type::Group(inner) => can_fail(&inner.elem),
        Type::ImplTrait(opaque) => !is_known(&opaque.bounds),
        Type::Path(path) => path_can_fail(path),
        Type::Macro(_) => true,
        Type::Verbatim(unknown) => name_of(unknown.clone()).ends_with("Result"),
        _ => false,
    }
}

/// The name of a type whose syntax the parser does not know: `io::Result<Box<Fn()>>` → `Result`
fn name_of(tokens: TokenStream) -> String {
    let path = tokens.into_iter().take_while(|token| matches!(token, TokenTree::Ident(_)) || token.to_string() == ":");
    path.last().map(|last| last.to_string()).unwrap_or_default()
}

fn path_can_fail(path: &TypePath) -> bool {
    let Some(last) = path.path.segments.last() else { return false };
    match last.ident.to_string().as_str() {
        "Option" | "Poll" => only_type(&last.arguments).is_some_and(can_fail),
        name => name.ends_with("Result") || is_associated(path),
    }
}

/// `Self::Output`, `I::Item`, `<I as Iterator>::Item`. Modules have lower-case names, types do not.
fn is_associated(path: &TypePath) -> bool {
    let mut segments = path.path.segments.iter();
    let first = segments.next().map(|first| first.ident.to_string()).unwrap_or_default();
    let is_type = first.starts_with(char::is_uppercase);
    path.qself.is_some() || (is_type && segments.next().is_some())
}

/// Traits that `Result` does not implement.
const NOT_OF_RESULT: [&str; 11] = [
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
            bound.path.segments.last().is_some_and(|last| NOT_OF_RESULT.iter().any(|known| last.ident == known))
        }
        _ => false,
    })
}

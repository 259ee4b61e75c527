//! The options of `#[health(…)]`, on the type and on its fields.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::{Attribute, Error, Expr, LitStr, Meta, Path};

use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::ungrouped;
use crate::options;
use crate::options::{Flag, OptionValue, Options, equals, next_token, options};

options! {
    pub(super) struct TypeOptions {
        /// The component's name; by default the type's, in `snake_case`.
        "name" => name: LitStr,
        /// Where the runtime is, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    pub(super) struct FieldOptions {
        /// The part's name; by default the field's.
        "name" => name: LitStr,
        /// Whether the whole can do without this part.
        "optional" => optional: Flag,
        /// How long the part may take to answer.
        "timeout" => timeout: Duration,
        /// A function that is asked about the field, which then need not be a component itself.
        "with" => with: Probe,
        /// The number that the field is has limits: past them it is degraded or unhealthy.
        "degraded_above" => degraded_above: Expr,
        "unhealthy_above" => unhealthy_above: Expr,
        "degraded_below" => degraded_below: Expr,
        "unhealthy_below" => unhealthy_below: Expr,
    }
}

/// `key = path` or `key = |field| …`
pub(super) enum Probe {
    Path(Expr),
    Closure(Expr),
}

impl OptionValue for Probe {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "path")?;
        let found = next_token(input);
        let is_closure = |expression: &Expr| matches!(expression, Expr::Closure(closure) if closure.inputs.len() == 1);
        match ungrouped(input.parse()?) {
            path @ Expr::Path(_) => Ok(Self::Path(path)),
            closure if is_closure(&closure) => Ok(Self::Closure(closure)),
            Expr::Closure(closure) => {
                let message = "a probe has one parameter, a reference to the field: `|field| …`";
                Err(Error::new_spanned(closure, message))
            }
            Expr::Call(call) => {
                let message = format!("option `{key}` expects the function itself: name it and do not call it");
                Err(Error::new_spanned(call, message))
            }
            other => {
                let message = format!("option `{key}` expects a path or a closure on the field, found `{found}`");
                Err(Error::new_spanned(other, message))
            }
        }
    }
}

/// The options in all `#[health(…)]` among some attributes; `None` if there is no such attribute.
pub(super) fn options<O: Options>(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Option<O> {
    let mut arguments = None::<TokenStream>;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("health")) {
        let tokens = match &attribute.meta {
            Meta::Path(_) => TokenStream::new(),
            Meta::List(list) => list.tokens.clone(),
            Meta::NameValue(pair) => {
                diagnostics.push(Error::new_spanned(pair, "expected `#[health]` or `#[health(…)]`"));
                TokenStream::new()
            }
        };
        arguments = Some(join(arguments, tokens));
    }
    arguments.map(|arguments| options::parse(arguments, diagnostics))
}

/// `a` and `b` → `a, b`
fn join(first: Option<TokenStream>, second: TokenStream) -> TokenStream {
    match first {
        Some(first) if !first.is_empty() && !second.is_empty() => quote::quote!(#first, #second),
        Some(first) if second.is_empty() => first,
        _ => second,
    }
}

//! Expressions of the user's.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Expr};

use crate::expansion::hygiene::ungrouped;
use crate::options::value::{OptionValue, equals};

/// `key = expression`
pub(crate) struct Expression(pub(crate) Expr);

impl OptionValue for Expression {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "…")?;
        input.parse().map(ungrouped).map(Self)
    }
}

/// `key = expression`, where the expression is a path or a closure.
pub(crate) struct Predicate(pub(crate) Expr);

impl OptionValue for Predicate {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "|returned| …")?;
        match ungrouped(input.parse()?) {
            expression @ (Expr::Path(_) | Expr::Closure(_)) => Ok(Self(expression)),
            other => Err(Error::new_spanned(
                other,
                format!("option `{key}` expects a path or a closure on the returned value: `{key} = |returned| …`"),
            )),
        }
    }
}

//! `with = ping`: a function that checks a field.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Expr};

use crate::expansion::hygiene::ungrouped;
use crate::options::tokens::next_token;
use crate::options::value::{OptionValue, equals};

/// `key = path` or `key = |field| …`
pub(crate) enum Probe {
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
                let message = "expected a closure with one parameter, a reference to the field: `|field| …`";
                Err(Error::new_spanned(closure, message))
            }
            Expr::Call(call) => {
                let message =
                    format!("option `{key}` expects a function, found a call: write the function's path without `(…)`");
                Err(Error::new_spanned(call, message))
            }
            other => {
                let message = format!("option `{key}` expects a path or a closure on the field, found `{found}`");
                Err(Error::new_spanned(other, message))
            }
        }
    }
}

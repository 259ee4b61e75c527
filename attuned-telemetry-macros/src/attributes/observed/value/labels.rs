//! The labels of the metrics.

use proc_macro2::Ident;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Expr, ExprLit, Lit, Path, Token};

use super::listed::{argument, check_is_named, listed};
use crate::expansion::hygiene::ungrouped;
use crate::options::closure;
use crate::options::value::{OptionValue, equals};

/// `labels(kind, path = "/state", source = SOURCE, cached = key.is_cached(), hit = |found| found.is_some())`
#[derive(Default)]
pub(crate) struct Labels {
    /// Labels with the same value for every call.
    pub(crate) constant: Vec<Label<Constant>>,
    /// Labels with a value from the arguments.
    pub(crate) before: Vec<Label<Expr>>,
    /// Labels with a closure or a function that is called with the returned value.
    pub(crate) after: Vec<Label<Expr>>,
    /// The names of all labels, in the given order.
    pub(crate) names: Vec<Ident>,
}

/// One label of the metrics.
pub(crate) struct Label<V> {
    pub(crate) name: String,
    pub(crate) value: V,
}

/// The value of a constant label.
pub(crate) enum Constant {
    Literal(String),
    /// A `const` of type `&'static str`.
    Named(Path),
}

impl OptionValue for Labels {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let example = "kind, path = \"/state\", hit = |found| found.is_some()";
        let mut labels = Self::default();
        for (name, value) in listed(key, input, example, parse_label)? {
            labels.add(name, value)?;
        }
        Ok(labels)
    }
}

impl Labels {
    fn add(&mut self, name: Ident, value: Expr) -> syn::Result<()> {
        let text = name.unraw().to_string();
        match value {
            Expr::Lit(literal) => {
                let value = Constant::Literal(constant_text(&name, &literal)?);
                self.constant.push(Label { name: text, value });
            }
            Expr::Path(path) if path.qself.is_none() && is_constant(&path.path) => {
                let value = Constant::Named(path.path);
                self.constant.push(Label { name: text, value });
            }
            Expr::Closure(value) => {
                closure::check(
                    &value,
                    "expected a closure that takes the returned value and is not `async`: `|returned| …`",
                )?;
                self.after.push(Label { name: text, value: Expr::Closure(value) });
            }
            value @ Expr::Path(_) if is_function(&value) => self.after.push(Label { name: text, value }),
            value => self.before.push(Label { name: text, value }),
        }
        self.names.push(name);
        Ok(())
    }
}

/// `name` or `name = value`
fn parse_label(input: ParseStream<'_>) -> syn::Result<(Ident, Expr)> {
    check_is_named("label", "", input)?;
    let name = input.call(Ident::parse_any)?;
    if input.is_empty() || input.peek(Token![,]) {
        let argument = argument("label", &name)?;
        return Ok((name, argument));
    }
    equals(&name, input, "\"…\"")?;
    let value = ungrouped(input.parse()?);
    Ok((name, value))
}

fn constant_text(name: &Ident, literal: &ExprLit) -> syn::Result<String> {
    match &literal.lit {
        Lit::Str(text) => Ok(text.value()),
        Lit::Bool(truth) => Ok(truth.value.to_string()),
        Lit::Int(number) => Ok(number.base10_digits().to_owned()),
        other => Err(Error::new_spanned(
            other,
            format!(
                "label `{name}` expects a string, an integer or a boolean, found `{}`: `{name} = \"…\"`",
                quote!(#other)
            ),
        )),
    }
}

/// Whether a path looks like a function of a type or a module: `Option::is_some`. A single word is an argument.
fn is_function(value: &Expr) -> bool {
    let Expr::Path(path) = value else { return false };
    let last = path.path.segments.last().map(|last| last.ident.unraw().to_string());
    path.path.segments.len() > 1 && last.is_some_and(|name| name.starts_with(|first: char| first.is_lowercase()))
}

/// Whether a path looks like a constant: `UPPER_CASE`. Not in `Self`, which the operation's static cannot name.
fn is_constant(path: &Path) -> bool {
    let begins_with_self = path.segments.first().is_some_and(|first| first.ident == "Self");
    !begins_with_self
        && path.segments.last().is_some_and(|last| {
            // A single letter can also be a variant or a generic parameter.
            let name = last.ident.to_string();
            name.chars().count() > 1
                && name.chars().all(|letter| !letter.is_lowercase())
                && name.chars().any(char::is_uppercase)
        })
}

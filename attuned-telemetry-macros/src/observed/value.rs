//! The kinds of value that only `#[observed]` knows.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Lit, LitStr, Token};

use crate::hygiene::ungrouped;
use crate::options::{OptionValue, equals, list, next_token, text};

/// `key = "…"` or `key = false`
pub(super) enum TextOrFalse {
    Text(LitStr),
    False,
}

impl OptionValue for TextOrFalse {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"…\"")?;
        if input.peek(syn::LitBool) && !input.fork().parse::<syn::LitBool>()?.value {
            input.parse::<syn::LitBool>()?;
            return Ok(Self::False);
        }
        text(key, input, "a string literal or `false`").map(Self::Text)
    }
}

/// `key = expression`, where the expression is a path or a closure.
pub(super) struct Predicate(pub(super) syn::Expr);

impl OptionValue for Predicate {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "|returned| …")?;
        match ungrouped(input.parse()?) {
            expression @ (syn::Expr::Path(_) | syn::Expr::Closure(_)) => Ok(Self(expression)),
            other => Err(Error::new_spanned(
                other,
                format!("option `{key}` expects a path or a closure on the returned value: `{key} = |returned| …`"),
            )),
        }
    }
}

/// `level = "debug"`, `level = debug` or `level = Level::DEBUG`: one of `tracing`'s levels, in upper case.
pub(super) struct LevelName(pub(super) Ident);

const LEVELS: [&str; 5] = ["trace", "debug", "info", "warn", "error"];

impl OptionValue for LevelName {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"debug\"")?;
        let (name, span) = if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            (literal.value(), literal.span())
        } else {
            let expected = format!("option `{key}` expects one of {}, found `{}`", list(&LEVELS), next_token(input));
            let path = input.call(syn::Path::parse_mod_style).map_err(|error| Error::new(error.span(), expected))?;
            let last = path.segments.last().map(|segment| segment.ident.clone());
            last.map_or_else(|| (String::new(), key.span()), |ident| (ident.to_string(), ident.span()))
        };
        match name.to_ascii_uppercase() {
            level if LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known)) => {
                Ok(Self(Ident::new(&level, Span::call_site())))
            }
            _ => Err(Error::new(span, format!("unknown level `{name}`, expected one of {}", list(&LEVELS)))),
        }
    }
}

/// `fields(user_id, size = snapshot.len(), who = %name, what = ?x)`
pub(super) struct Fields(pub(super) Vec<Field>);

/// One field of a span.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) format: FieldFormat,
    pub(super) value: syn::Expr,
}

/// How a field is written: by its type, by `Display` (`%`) or by `Debug` (`?`).
#[derive(Clone, Copy)]
pub(super) enum FieldFormat {
    Value,
    Display,
    Debug,
}

impl OptionValue for Fields {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let fields = listed(key, input, "user_id, size = value.len(), who = %name", parse_field)?;
        Ok(Self(fields))
    }
}

/// `name`, `%name`, `?name`, `some.name = expression`, `name = %expression`
fn parse_field(input: ParseStream<'_>) -> syn::Result<Field> {
    let format = parse_format(input)?;
    let first = input.call(Ident::parse_any)?;
    let (mut name, span) = (first.unraw().to_string(), first.span());
    while input.parse::<Option<Token![.]>>()?.is_some() {
        name = format!("{name}.{}", input.call(Ident::parse_any)?.unraw());
    }
    let needs_value = |span| Error::new(span, format!("field `{name}` needs a value: `{name} = …`"));
    if let (FieldFormat::Value, Some(equals)) = (format, input.parse::<Option<Token![=]>>()?) {
        let format = parse_format(input)?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(needs_value(equals.span));
        }
        return Ok(Field { name, span, format, value: input.parse()? });
    }
    if name.contains('.') {
        return Err(needs_value(span));
    }
    Ok(Field { name, span, format, value: syn::parse_quote!(#first) })
}

fn parse_format(input: ParseStream<'_>) -> syn::Result<FieldFormat> {
    if input.parse::<Option<Token![%]>>()?.is_some() {
        Ok(FieldFormat::Display)
    } else if input.parse::<Option<Token![?]>>()?.is_some() {
        Ok(FieldFormat::Debug)
    } else {
        Ok(FieldFormat::Value)
    }
}

/// `labels(path = "/state", kind = KIND)`
pub(super) struct Labels(pub(super) Vec<Label>);

/// One constant label of the metrics.
pub(super) struct Label {
    pub(super) name: Ident,
    pub(super) value: LabelConstant,
}

/// The value of a constant label.
pub(super) enum LabelConstant {
    Literal(String),
    /// A `const` of type `&'static str`.
    Named(syn::Path),
}

impl OptionValue for Labels {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let labels = listed(key, input, "path = \"/state\"", |input| {
            let name = input.call(Ident::parse_any)?;
            equals(&name, input, "\"…\"")?;
            Ok(Label { value: parse_label_constant(&name, input)?, name })
        })?;
        Ok(Self(labels))
    }
}

fn parse_label_constant(name: &Ident, input: ParseStream<'_>) -> syn::Result<LabelConstant> {
    let expression = ungrouped(input.parse()?);
    match &expression {
        syn::Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Ok(LabelConstant::Literal(text.value())),
        syn::Expr::Lit(syn::ExprLit { lit: Lit::Bool(truth), .. }) => {
            Ok(LabelConstant::Literal(truth.value.to_string()))
        }
        syn::Expr::Lit(syn::ExprLit { lit: Lit::Int(number), .. }) => {
            Ok(LabelConstant::Literal(number.base10_digits().to_owned()))
        }
        syn::Expr::Path(path) if path.qself.is_none() && is_constant(&path.path) => {
            Ok(LabelConstant::Named(path.path.clone()))
        }
        other => Err(Error::new_spanned(
            other,
            format!(
                "label `{name}` expects a constant: a literal, or a `const` of type `&'static str` by a path without `Self`; a value without bound would make a series for each value"
            ),
        )),
    }
}

/// Whether a path is named as Rust names constants. The operation's static cannot name `Self`, whose type may be generic.
fn is_constant(path: &syn::Path) -> bool {
    let begins_with_self = path.segments.first().is_some_and(|first| first.ident == "Self");
    !begins_with_self
        && path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            name.chars().all(|letter| !letter.is_lowercase()) && name.chars().any(char::is_uppercase)
        })
}

/// `key(one, another)`
fn listed<T>(
    key: &Ident,
    input: ParseStream<'_>,
    example: &str,
    parse_one: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(key.span(), format!("option `{key}` needs a list: `{key}({example})`")));
    }
    let content;
    syn::parenthesized!(content in input);
    let entries = syn::punctuated::Punctuated::<T, Token![,]>::parse_terminated_with(&content, parse_one)?;
    Ok(entries.into_iter().collect())
}

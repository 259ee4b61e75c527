//! The kinds of value that an option can have.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Lit, LitStr, Token};

use super::next_token;

/// A kind of value, read from what stands behind its key.
pub(crate) trait OptionValue: Sized {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self>;
}

/// Reads the `=` behind a key, and says what the option looks like if it is not there.
fn equals(key: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    let needs = |span| Error::new(span, format!("option `{key}` needs a value: `{key} = {example}`"));
    if !input.peek(Token![=]) {
        return Err(needs(key.span()));
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs(equals.span));
    }
    Ok(())
}

/// Reads a string literal that is not empty.
fn text(key: &Ident, input: ParseStream<'_>, expected: &str) -> syn::Result<LitStr> {
    if !input.peek(LitStr) {
        let found = next_token(input);
        return Err(input.error(format!("option `{key}` expects {expected}, found `{found}`")));
    }
    let literal: LitStr = input.parse()?;
    if literal.value().is_empty() {
        return Err(Error::new(literal.span(), format!("option `{key}` must not be empty")));
    }
    Ok(literal)
}

/// `key = "…"`
impl OptionValue for LitStr {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"…\"")?;
        text(key, input, "a string literal")
    }
}

/// `key = "…"` or `key = false`
#[cfg(feature = "observe")]
pub(crate) enum TextOrFalse {
    Text(LitStr),
    False,
}

#[cfg(feature = "observe")]
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

/// `key`
pub(crate) struct Flag;

impl OptionValue for Flag {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![=]) || input.peek(syn::token::Paren) {
            return Err(input.error(format!("option `{key}` takes no value, write `{key}` alone")));
        }
        Ok(Self)
    }
}

/// `key = path::to::something`
impl OptionValue for syn::Path {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "path")?;
        input.call(Self::parse_mod_style)
    }
}

/// `key = expression`
impl OptionValue for syn::Expr {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "…")?;
        input.parse()
    }
}

/// `key = expression`, where the expression is a path or a closure.
#[cfg(feature = "observe")]
pub(crate) struct Predicate(pub(crate) syn::Expr);

#[cfg(feature = "observe")]
impl OptionValue for Predicate {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "|returned| …")?;
        match input.parse()? {
            expression @ (syn::Expr::Path(_) | syn::Expr::Closure(_)) => Ok(Self(expression)),
            other => Err(Error::new_spanned(
                other,
                format!("option `{key}` expects a path or a closure on the returned value: `{key} = |returned| …`"),
            )),
        }
    }
}

/// `level = "debug"`, `level = debug` or `level = Level::DEBUG`: one of `tracing`'s levels, in upper case.
#[cfg(feature = "observe")]
pub(crate) struct LevelName(pub(crate) Ident);

#[cfg(feature = "observe")]
impl OptionValue for LevelName {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"debug\"")?;
        let (name, span) = if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            (literal.value(), literal.span())
        } else {
            let path = input.call(syn::Path::parse_mod_style)?;
            let last = path.segments.last().map(|segment| segment.ident.clone());
            last.map_or_else(|| (String::new(), key.span()), |ident| (ident.to_string(), ident.span()))
        };
        match name.to_ascii_uppercase() {
            level if ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"].contains(&level.as_str()) => {
                Ok(Self(Ident::new(&level, Span::call_site())))
            }
            _ => Err(Error::new(
                span,
                format!("unknown level `{name}`, expected one of `trace`, `debug`, `info`, `warn`, `error`"),
            )),
        }
    }
}

/// `fields(user_id, size = snapshot.len(), who = %name, what = ?x)`
#[cfg(feature = "observe")]
pub(crate) struct Fields(pub(crate) Vec<Field>);

/// One field of a span.
#[cfg(feature = "observe")]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) format: FieldFormat,
    pub(crate) value: syn::Expr,
}

/// How a field is written: by its type, by `Display` (`%`) or by `Debug` (`?`).
#[cfg(feature = "observe")]
#[derive(Clone, Copy)]
pub(crate) enum FieldFormat {
    Value,
    Display,
    Debug,
}

#[cfg(feature = "observe")]
impl OptionValue for Fields {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let fields = listed(key, input, "user_id, size = value.len(), who = %name", parse_field)?;
        Ok(Self(fields))
    }
}

/// `name`, `%name`, `?name`, `some.name = expression`, `name = %expression`
#[cfg(feature = "observe")]
fn parse_field(input: ParseStream<'_>) -> syn::Result<Field> {
    let format = parse_format(input)?;
    let first = input.call(Ident::parse_any)?;
    let (mut name, span) = (first.unraw().to_string(), first.span());
    while input.parse::<Option<Token![.]>>()?.is_some() {
        name = format!("{name}.{}", input.call(Ident::parse_any)?.unraw());
    }
    if matches!(format, FieldFormat::Value) && input.parse::<Option<Token![=]>>()?.is_some() {
        let format = parse_format(input)?;
        return Ok(Field { name, span, format, value: input.parse()? });
    }
    if name.contains('.') {
        return Err(Error::new(span, format!("field `{name}` needs a value: `{name} = …`")));
    }
    Ok(Field { name, span, format, value: syn::parse_quote!(#first) })
}

#[cfg(feature = "observe")]
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
#[cfg(feature = "observe")]
pub(crate) struct Labels(pub(crate) Vec<Label>);

/// One constant label of the metrics.
#[cfg(feature = "observe")]
pub(crate) struct Label {
    pub(crate) name: Ident,
    pub(crate) value: LabelConstant,
}

/// The value of a constant label.
#[cfg(feature = "observe")]
pub(crate) enum LabelConstant {
    Literal(String),
    /// A `const` of type `&'static str`.
    Named(syn::Path),
}

#[cfg(feature = "observe")]
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

#[cfg(feature = "observe")]
fn parse_label_constant(name: &Ident, input: ParseStream<'_>) -> syn::Result<LabelConstant> {
    let expression: syn::Expr = input.parse()?;
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
                "label `{name}` expects a constant: a literal, or a `const` of type `&'static str`; a value without bound would make a series for each value"
            ),
        )),
    }
}

/// Whether a path is named as Rust names constants.
#[cfg(feature = "observe")]
fn is_constant(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.chars().all(|letter| !letter.is_lowercase()) && name.chars().any(char::is_uppercase)
    })
}

/// `key(one, another)`
#[cfg(feature = "observe")]
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

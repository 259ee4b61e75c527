//! The fields of a span.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Token};

use super::listed::{argument, check_is_named, listed};
use crate::options::value::OptionValue;

/// `fields(user_id, size = snapshot.len(), who = %name, what = ?x)`
pub(crate) struct Fields(pub(crate) Vec<Field>);

/// One field of a span.
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) format: FieldFormat,
    pub(crate) value: syn::Expr,
}

/// How a field is formatted: according to its type, with `Display` (`%`) or with `Debug` (`?`).
#[derive(Clone, Copy)]
pub(crate) enum FieldFormat {
    Value,
    Display,
    Debug,
}

impl FieldFormat {
    /// What users write before the value.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Display => "%",
            Self::Debug => "?",
        }
    }
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
    check_is_named("field", format.prefix(), input)?;
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
    let value = argument("field", &first)?;
    Ok(Field { name, span, format, value })
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

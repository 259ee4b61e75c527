//! The documentation of an item.

use syn::{Attribute, Expr, Lit, Meta};

use super::hygiene::ungrouped;

/// The first paragraph, as one line. Text from elsewhere, such as `#[doc = include_str!("…")]`, is left out.
pub(crate) fn first_paragraph(attributes: &[Attribute]) -> String {
    let texts: Vec<_> = attributes.iter().filter_map(text).collect();
    let lines = texts.iter().flat_map(|text| lines(text));
    let paragraph: Vec<_> = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// `/// text`, `#[doc = " text"]` → ` text`
fn text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match ungrouped(pair.value.clone()) {
        Expr::Lit(literal) if pair.path.is_ident("doc") => match literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The lines of a text. The lines of a `/** … */` comment, except the first, lose their leading `*`.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.split('\n').map(str::trim).collect();
    let others = lines.get_mut(1..).unwrap_or_default();
    if others.iter().all(|line| line.is_empty() || line.starts_with('*')) {
        for line in others {
            *line = line.strip_prefix('*').unwrap_or(line).trim_start();
        }
    }
    lines
}

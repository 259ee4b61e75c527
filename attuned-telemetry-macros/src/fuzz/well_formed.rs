//! Properties of every expansion, for any arguments and any item.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// One of the macros.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Macro {
    Observed,
    Audited,
    HealthCheck,
    ErrorType,
    LabelValue,
}

impl Macro {
    pub(crate) const ALL: [Self; 5] =
        [Self::Observed, Self::Audited, Self::HealthCheck, Self::ErrorType, Self::LabelValue];

    /// The macro on tokens, as `lib.rs` calls it.
    pub(crate) fn expand(self, arguments: &TokenStream, item: &TokenStream) -> TokenStream {
        match self {
            Self::Observed => crate::attributes::entry::observed(arguments, item),
            Self::Audited => crate::attributes::entry::audited(arguments, item),
            Self::HealthCheck => crate::derives::health_check::derive::health_check(item.clone()),
            Self::ErrorType => crate::derives::error_type::derive::error_type(item.clone()),
            Self::LabelValue => crate::derives::label_value::derive::label_value(item.clone()),
        }
    }

    fn is_attribute(self) -> bool {
        matches!(self, Self::Observed | Self::Audited)
    }
}

/// A `compile_error!` in an expansion.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) place: Span,
}

/// Expands, and returns the errors in the expansion, or an error if the expansion is wrong itself.
pub(crate) fn check(expander: Macro, arguments: &TokenStream, item: &TokenStream) -> Result<Vec<Mistake>, String> {
    let output = expander.expand(arguments, item);
    if output.to_string() != expander.expand(arguments, item).to_string() {
        return Err("two expansions of the same input differ".to_owned());
    }
    let mistakes = mistakes(&output);
    let is_rust = is_one_item(item);
    if is_rust && syn::parse2::<syn::File>(output.clone()).is_err() {
        return Err(format!("the item is valid, but the output is not: {output}"));
    }
    for mistake in &mistakes {
        check_mistake(mistake, is_rust)?;
    }
    if mistakes.is_empty() {
        if !is_rust && !expander.is_attribute() {
            return Err(format!("the item is not valid, but there is no error: {output}"));
        }
    } else if expander.is_attribute() && !holds(&output, item) {
        return Err(format!("the item is missing after an error: {output}"));
    }
    Ok(mistakes)
}

/// Expands the first attribute of each expansion, as the compiler does, until it is not one of ours.
pub(crate) fn check_all(expander: Macro, arguments: &TokenStream, item: &TokenStream) -> Result<Vec<Mistake>, String> {
    let mut mistakes = check(expander, arguments, item)?;
    let mut output = expander.expand(arguments, item);
    for _ in 0..4 {
        let Some((next, arguments, item)) = first_attribute(&output) else { break };
        mistakes.extend(check(next, &arguments, &item)?);
        output = next.expand(&arguments, &item);
    }
    Ok(mistakes)
}

/// `#[…::audited(ARGUMENTS)] ITEM`
fn first_attribute(output: &TokenStream) -> Option<(Macro, TokenStream, TokenStream)> {
    let mut words = output.clone().into_iter();
    let (TokenTree::Punct(hash), TokenTree::Group(attribute)) = (words.next()?, words.next()?) else { return None };
    if hash.as_char() != '#' {
        return None;
    }
    let meta: syn::Meta = syn::parse2(attribute.stream()).ok()?;
    let expander = match meta.path().segments.last()?.ident.to_string().as_str() {
        "observed" => Macro::Observed,
        "audited" => Macro::Audited,
        _ => return None,
    };
    let arguments = meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
    Some((expander, arguments, words.collect()))
}

/// Whether the tokens are one valid item of Rust.
pub(crate) fn is_one_item(item: &TokenStream) -> bool {
    syn::parse2::<syn::File>(item.clone()).is_ok_and(|file| file.items.len() == 1 && file.attrs.is_empty())
        && !item.to_string().contains("compile_error")
}

/// Each error has a message and a place in the user's tokens, unless there are no tokens.
fn check_mistake(mistake: &Mistake, is_rust: bool) -> Result<(), String> {
    let Mistake { message, place } = mistake;
    if message.is_empty() || message == "cannot parse this annotation" {
        return Err(format!("an error without a message of its own: {message:?}"));
    }
    let is_located = place.source_text().is_some_and(|text| !text.is_empty());
    let has_no_place = !is_rust || message.starts_with("`#[audited]` needs an event");
    if is_located || has_no_place { Ok(()) } else { Err(format!("an error without a place: {message}")) }
}

/// Every `compile_error! { "…" }`, also inside blocks.
fn mistakes(output: &TokenStream) -> Vec<Mistake> {
    let words: Vec<_> = output.clone().into_iter().collect();
    let mut found = Vec::new();
    for (position, word) in words.iter().enumerate() {
        match word {
            TokenTree::Ident(name) if name == "compile_error" => {
                let message = words.get(position + 2).map(inner_text).unwrap_or_default();
                found.push(Mistake { message, place: name.span() });
            }
            TokenTree::Group(group) => found.extend(mistakes(&group.stream())),
            _ => {}
        }
    }
    found
}

fn inner_text(braces: &TokenTree) -> String {
    let TokenTree::Group(braces) = braces else { return String::new() };
    syn::parse2::<syn::LitStr>(braces.stream()).map(|text| text.value()).unwrap_or_default()
}

/// Whether the item still exists: at the end of the output, or word for word without our attributes, because a block
/// moves its attribute to its methods or removes it.
fn holds(output: &TokenStream, item: &TokenStream) -> bool {
    let words = |tokens: &TokenStream| tokens.clone().into_iter().map(|word| word.to_string()).collect::<Vec<_>>();
    if words(output).ends_with(&words(item)) {
        return true;
    }
    let is_block = item.clone().into_iter().any(|word| word.to_string() == "impl" || is_invisible(&word));
    let mut output = flat(output).into_iter();
    is_block && flat(&without_ours(item)).iter().all(|word| output.any(|found| found == *word))
}

fn is_invisible(word: &TokenTree) -> bool {
    matches!(word, TokenTree::Group(group) if group.delimiter() == Delimiter::None)
}

/// The words with the visible delimiters.
fn flat(tokens: &TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    for word in tokens.clone() {
        match &word {
            TokenTree::Group(group) => {
                words.push(format!("{:?}", group.delimiter()));
                words.extend(flat(&group.stream()));
                words.push(format!("/{:?}", group.delimiter()));
                if is_invisible(&word) {
                    words.retain(|word| !word.ends_with("None"));
                }
            }
            word => words.push(word.to_string()),
        }
    }
    words
}

/// The tokens without any attribute that mentions one of ours.
fn without_ours(tokens: &TokenStream) -> TokenStream {
    let mut rest = TokenStream::new();
    let mut words = tokens.clone().into_iter().peekable();
    while let Some(word) = words.next() {
        // Also between invisible delimiters, which the parser ignores.
        let is_hash = word.to_string() == "#";
        let is_ours = |next: &TokenTree| {
            let text = next.to_string();
            text.starts_with('[') && (text.contains("observed") || text.contains("audited"))
        };
        match word {
            _ if is_hash && words.next_if(is_ours).is_some() => {}
            TokenTree::Group(group) => {
                rest.extend([TokenTree::Group(Group::new(group.delimiter(), without_ours(&group.stream())))]);
            }
            word => rest.extend([word]),
        }
    }
    rest
}

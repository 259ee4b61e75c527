//! Passes source text with an annotated item through the macros that the text names, or through all macros if it names
//! none.
//!
//! A proc-macro crate cannot be linked, so its modules are compiled here again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;
use syn::parse::Parser as _;
use syn::{Attribute, Meta};

#[path = "../../attuned-telemetry-macros/src/attributes/mod.rs"]
mod attributes;
#[path = "../../attuned-telemetry-macros/src/derives/mod.rs"]
mod derives;
#[path = "../../attuned-telemetry-macros/src/diagnostics.rs"]
mod diagnostics;
#[path = "../../attuned-telemetry-macros/src/expansion/mod.rs"]
mod expansion;
#[path = "../../attuned-telemetry-macros/src/function/mod.rs"]
mod function;
#[path = "../../attuned-telemetry-macros/src/naming/mod.rs"]
mod naming;
#[path = "../../attuned-telemetry-macros/src/options/mod.rs"]
mod options;
#[path = "../../attuned-telemetry-macros/src/fuzz/source.rs"]
mod source;
#[path = "../../attuned-telemetry-macros/src/fuzz/well_formed.rs"]
mod well_formed;

use well_formed::{Macro, check_all};

fuzz_target!(|text: &str| {
    // Deep nesting, which no real program has, reaches the parser's limits. A `compile_error` in the input hides errors
    // of the macros.
    if !text.contains("compile_error") && depth(text) <= 48 {
        proc_macro2::extra::invalidate_current_thread_spans();
        expand(text);
    }
});

fn expand(text: &str) {
    let Some(tokens) = source::tokens(text) else { return };
    let (macros, arguments, item) = split(&tokens).unwrap_or_else(|| (Macro::ALL.to_vec(), TokenStream::new(), tokens));
    for expander in macros {
        if let Err(broken) = check_all(expander, &arguments, &item) {
            panic!("{expander:?}({arguments}) {item}\n{broken}");
        }
    }
}

/// `#[observed(ARGUMENTS)] ITEM` or `#[derive(HealthCheck, ErrorType)] ITEM`
fn split(tokens: &TokenStream) -> Option<(Vec<Macro>, TokenStream, TokenStream)> {
    let mut words = tokens.clone().into_iter();
    let (hash, attribute) = (words.next()?, words.next()?);
    let attribute = Attribute::parse_outer.parse2([hash, attribute].into_iter().collect()).ok()?.pop()?;
    let path = attribute.path().segments.last()?.ident.to_string();
    let arguments = match attribute.meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    let named = |name: &str| Macro::ALL.into_iter().find(|expander| format!("{expander:?}") == name);
    let macros = match path.as_str() {
        "observed" => vec![Macro::Observed],
        "audited" => vec![Macro::Audited],
        _ => arguments.clone().into_iter().filter_map(|word| named(&word.to_string())).collect(),
    };
    let is_list = path != "derive" && macros.len() == 1;
    (!macros.is_empty()).then(|| (macros, if is_list { arguments } else { TokenStream::new() }, words.collect()))
}

fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

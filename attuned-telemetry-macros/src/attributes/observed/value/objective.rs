//! The service-level objective.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::token::Paren;
use syn::{Error, Lit};

use crate::diagnostics::Diagnostics;
use crate::options::parse::parse;
use crate::options::table::options;
use crate::options::tokens::next_token;
use crate::options::value::{OptionValue, equals};

/// `slo(latency = "250ms", target = 99.9)`
pub(crate) struct Objective {
    pub(crate) latency: Duration,
    /// The share of calls that must succeed in time, in percent.
    pub(crate) target: f64,
}

options! {
    struct ObjectiveOptions {
        "latency" => latency: Duration,
        "target" => target: Percent,
    }
}

impl OptionValue for Objective {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let needs = || {
            let message =
                format!("option `{key}` needs `latency` and `target`: `{key}(latency = \"250ms\", target = 99.9)`");
            Error::new(key.span(), message)
        };
        if !input.peek(Paren) {
            return Err(needs());
        }
        let content;
        syn::parenthesized!(content in input);
        let mut diagnostics = Diagnostics::default();
        let options: ObjectiveOptions = parse(content.parse::<TokenStream>()?, &mut diagnostics);
        let options = diagnostics.finish(Some(options))?;
        let (Some(latency), Some(target)) = (options.latency, options.target) else { return Err(needs()) };
        Ok(Self { latency: latency.value, target: target.value.0 })
    }
}

/// `99.9`: more than 0 and less than 100.
struct Percent(f64);

impl OptionValue for Percent {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "99.9")?;
        let found = next_token(input);
        let expected =
            format!("option `{key}` expects a percentage, more than 0 and less than 100, like `99.9`, found `{found}`");
        if !input.peek(Lit) {
            return Err(input.error(expected));
        }
        let literal: Lit = input.parse()?;
        let number = match &literal {
            Lit::Float(float) => float.base10_parse().ok(),
            Lit::Int(whole) => whole.base10_parse().ok(),
            _ => None,
        };
        match number {
            Some(percent) if percent > 0.0 && percent < 100.0 => Ok(Self(percent)),
            _ => Err(Error::new(literal.span(), expected)),
        }
    }
}

//! The buckets of the histogram of durations.

use std::time::Duration;

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, Token};

use super::listed::listed;
use crate::diagnostics::Diagnostics;
use crate::options::duration::duration;
use crate::options::tokens::next_token;
use crate::options::value::{OptionValue, text};

/// `buckets("1ms", "10ms", "100ms")` or `buckets = exponential`
pub(crate) enum Buckets {
    /// The upper bounds, in ascending order.
    Bounds(Vec<Duration>),
    Exponential,
}

/// The maximum number of buckets. Each is a series for each combination of labels.
const MAXIMUM: usize = 100;

const EXAMPLE: &str = "\"1ms\", \"10ms\", \"100ms\"";

impl OptionValue for Buckets {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(Token![=]) {
            return bounds(key, input).map(Self::Bounds);
        }
        let equals: Token![=] = input.parse()?;
        let expected = format!("option `{key}` expects `{key}({EXAMPLE})` or `{key} = exponential`");
        if input.is_empty() || input.peek(Token![,]) {
            return Err(Error::new(equals.span, format!("{expected}, found no value")));
        }
        if input.peek(syn::Ident) && input.fork().parse::<Ident>()? == "exponential" {
            input.parse::<Ident>()?;
            return Ok(Self::Exponential);
        }
        Err(input.error(format!("{expected}, found `{}`", next_token(input))))
    }
}

fn bounds(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Duration>> {
    let given = listed(key, input, EXAMPLE, |input| {
        let literal = text(key, input, "durations like `\"10ms\"`")?;
        Ok((duration(&literal)?, literal))
    })?;
    let mut diagnostics = Diagnostics::default();
    if given.is_empty() {
        let message = format!("option `{key}` needs at least one upper bound, like `{key}({EXAMPLE})`");
        diagnostics.push(Error::new(key.span(), message));
    }
    for (position, (bound, literal)) in given.iter().enumerate() {
        if position == MAXIMUM {
            let message = format!("a histogram has at most {MAXIMUM} buckets: remove this bound and those after it");
            diagnostics.push(Error::new(literal.span(), message));
        } else if let Some((_, earlier)) = given[..position].last().filter(|(earlier, _)| earlier >= bound) {
            let message = format!(
                "bucket `{}` is not greater than `{}` before it: list each bound once, in ascending order",
                literal.value(),
                earlier.value()
            );
            diagnostics.push(Error::new(literal.span(), message));
        }
    }
    diagnostics.finish(Some(given.into_iter().map(|(bound, _)| bound).collect()))
}

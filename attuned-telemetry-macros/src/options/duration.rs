//! Durations.

use std::time::Duration;

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, LitStr};

use super::value::{OptionValue, equals, text};

/// `key = "250ms"`
impl OptionValue for Duration {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"250ms\"")?;
        duration(&text(key, input, "a string literal like `\"250ms\"`")?)
    }
}

/// A whole number and one of `us`, `ms`, `s`, `m`: `"200ms"`. Never zero, and its nanoseconds fit in 64 bits.
pub(crate) fn duration(literal: &LitStr) -> syn::Result<Duration> {
    let text = literal.value();
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim_start() {
        "us" => Some(1_000),
        "ms" => Some(1_000_000),
        "s" => Some(1_000_000_000),
        "m" => Some(60_000_000_000),
        _ => None,
    };
    let nanoseconds = number.parse::<u64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    let expected = match nanoseconds {
        Some(0) => "more than zero",
        Some(nanoseconds) => return Ok(Duration::from_nanos(nanoseconds)),
        None => "a whole number and a unit, `us`, `ms`, `s` or `m`",
    };
    Err(Error::new(literal.span(), format!("invalid duration `{text}`: expected {expected}, like `\"200ms\"`")))
}

/// A duration as the runtime takes it.
pub(crate) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

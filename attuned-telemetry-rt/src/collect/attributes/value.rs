//! The value of an attribute.

use std::fmt;

/// The value of an attribute, with the type that the program recorded.
///
/// ```
/// use attuned_telemetry_rt::collect::AttributeValue;
///
/// assert_eq!(AttributeValue::Text("ada").to_string(), "ada");
/// assert_eq!(AttributeValue::I64(-1).to_string(), "-1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum AttributeValue<'text> {
    /// A Boolean value.
    Bool(bool),
    /// A signed number of up to 64 bits.
    I64(i64),
    /// An unsigned number of up to 64 bits.
    U64(u64),
    /// A signed number of 128 bits.
    I128(i128),
    /// An unsigned number of 128 bits.
    U128(u128),
    /// A floating-point number. It may be infinite or not a number.
    F64(f64),
    /// A text, or what `Display` or `Debug` wrote. Untrusted: it may contain any character.
    Text(&'text str),
}

impl fmt::Display for AttributeValue<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(formatter),
            Self::I64(value) => value.fmt(formatter),
            Self::U64(value) => value.fmt(formatter),
            Self::I128(value) => value.fmt(formatter),
            Self::U128(value) => value.fmt(formatter),
            Self::F64(value) => value.fmt(formatter),
            Self::Text(value) => value.fmt(formatter),
        }
    }
}

//! The error of a list of propagators.

use std::error::Error;
use std::fmt;

use crate::core::text::excerpt::Excerpt;

/// The error of a list of propagators.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PropagatorsError {
    /// There is no such propagator.
    Unknown {
        /// The name.
        name: String,
    },
    /// `none` is in a list with other propagators.
    NoneAndOthers,
}

impl fmt::Display for PropagatorsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => write!(
                formatter,
                "unknown propagator {}: expected `tracecontext`, `baggage`, `b3`, `b3multi` or `none`",
                Excerpt(name)
            ),
            Self::NoneAndOthers => formatter.write_str(
                "the propagator `none` is in a list with others: expected `none` alone, or a list without it",
            ),
        }
    }
}

impl Error for PropagatorsError {}

//! The error of a policy.

use std::error::Error;
use std::fmt;

use crate::core::text::excerpt::Excerpt;

/// The error of a host or a key that is not allowed in a [`BaggagePolicy`](super::BaggagePolicy).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    pub(super) what: &'static str,
    pub(super) value: String,
    pub(super) expected: &'static str,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "invalid {} {}: expected {}", self.what, Excerpt(&self.value), self.expected)
    }
}

impl Error for PolicyError {}

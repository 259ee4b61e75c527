//! An entry of the baggage.

use std::error::Error;
use std::fmt;

use super::token::is_token;

/// An entry of the [`Baggage`](super::Baggage): a key, a value and properties.
///
/// `Debug` shows nothing of it, because it may be personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct BaggageEntry {
    pub(super) key: Box<str>,
    pub(super) value: Box<str>,
    /// As in the header, without the first `;`.
    pub(super) properties: Box<str>,
}

impl BaggageEntry {
    /// Creates an entry without properties.
    pub(super) fn new(key: &str, value: &str) -> Result<Self, InvalidKey> {
        if !is_token(key.as_bytes()) {
            return Err(InvalidKey(()));
        }
        Ok(Self { key: key.into(), value: value.into(), properties: Box::default() })
    }

    /// Returns the key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the value, decoded.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the properties as they were received, such as `ttl=30;public`. They are handed on unchanged.
    ///
    /// Source: <https://www.w3.org/TR/baggage/#property>
    #[must_use]
    pub fn properties(&self) -> &str {
        &self.properties
    }
}

impl fmt::Debug for BaggageEntry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BaggageEntry").finish_non_exhaustive()
    }
}

/// The error of a key that is not allowed in baggage.
///
/// The message does not contain the key, because callers may have confused it with the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidKey(());

impl fmt::Display for InvalidKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "invalid key of a baggage entry: expected at least one ASCII letter, digit or character of !#$%&'*+-.^_`|~",
        )
    }
}

impl Error for InvalidKey {}

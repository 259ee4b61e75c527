//! The entries that are handed on.

use std::fmt;
use std::sync::Arc;

use super::entry::{BaggageEntry, InvalidKey};

/// Entries that a program sends with its requests, such as the tenant on whose behalf it works.
///
/// Baggage is sent only to the hosts, and with the keys, that a [`BaggagePolicy`](crate::propagation::BaggagePolicy)
/// allows. By default, nothing is sent.
///
/// A clone shares the entries. `Debug` shows their number only, because they may be personal data.
///
/// Source: <https://www.w3.org/TR/baggage/>
///
/// ```
/// use attuned_telemetry_rt::propagation::Baggage;
///
/// # fn main() -> Result<(), attuned_telemetry_rt::propagation::InvalidKey> {
/// let baggage = Baggage::current().with("tenant", "größte Kunden")?;
/// baggage.in_scope(|| {
///     assert_eq!(Baggage::current().get("tenant"), Some("größte Kunden"));
/// });
/// assert!(Baggage::current().is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Baggage(Option<Arc<Vec<BaggageEntry>>>);

impl Baggage {
    /// Creates empty baggage.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Creates baggage with these entries.
    pub(super) fn of(entries: Vec<BaggageEntry>) -> Self {
        Self((!entries.is_empty()).then(|| Arc::new(entries)))
    }

    /// Returns the baggage with another entry, which replaces an entry with the same key.
    ///
    /// The value is any text. It is encoded when it is sent.
    ///
    /// # Errors
    ///
    /// Returns an error if the key is not a token: if it is empty, or contains a space, a character outside ASCII or
    /// one of `"(),/:;<=>?@[\]{}`.
    pub fn with(self, key: &str, value: &str) -> Result<Self, InvalidKey> {
        let entry = BaggageEntry::new(key, value)?;
        Ok(self.changed(|entries| put(entries, entry)))
    }

    /// Returns the baggage without the entry of a key.
    #[must_use]
    pub fn without(self, key: &str) -> Self {
        if self.get(key).is_none() {
            return self;
        }
        self.changed(|entries| entries.retain(|entry| entry.key() != key))
    }

    /// Returns the entries that `keep` returns `true` for.
    pub(in crate::propagation) fn filtered(self, mut keep: impl FnMut(&BaggageEntry) -> bool) -> Self {
        if self.iter().all(&mut keep) {
            return self;
        }
        self.changed(|entries| entries.retain(|entry| keep(entry)))
    }

    /// Returns the value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|entry| entry.key() == key).map(BaggageEntry::value)
    }

    /// Returns the entries, in the order in which they are sent.
    pub fn iter(&self) -> impl Iterator<Item = &BaggageEntry> {
        self.0.iter().flat_map(|entries| entries.iter())
    }

    /// Returns the number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |entries| entries.len())
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn changed(self, change: impl FnOnce(&mut Vec<BaggageEntry>)) -> Self {
        let mut entries = self.0.map(Arc::unwrap_or_clone).unwrap_or_default();
        change(&mut entries);
        Self::of(entries)
    }
}

/// Adds an entry, or replaces the one with the same key.
pub(super) fn put(entries: &mut Vec<BaggageEntry>, entry: BaggageEntry) {
    match entries.iter_mut().find(|other| other.key() == entry.key()) {
        Some(other) => *other = entry,
        None => entries.push(entry),
    }
}

impl fmt::Debug for Baggage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Baggage").field("entries", &self.len()).finish_non_exhaustive()
    }
}

//! Parses the header `baggage`.

use super::baggage::{Baggage, put};
use super::entry::BaggageEntry;
use super::limits::Budget;
use super::percent;
use super::token::is_token;
use crate::propagation::losses::Loss;
use crate::propagation::white_space::trimmed;

/// The entries of the values that were added so far.
pub(in crate::propagation) struct Entries {
    list: Vec<BaggageEntry>,
    budget: Budget,
    malformed: usize,
    left_out: usize,
}

impl Entries {
    pub(in crate::propagation) const fn new() -> Self {
        Self { list: Vec::new(), budget: Budget::new(), malformed: 0, left_out: 0 }
    }

    /// Adds the value of a header. Several headers are one list, and the limits apply to all of them together.
    pub(in crate::propagation) fn add(&mut self, value: &[u8]) {
        value.split(|byte| *byte == b',').map(trimmed).filter(|member| !member.is_empty()).for_each(|member| {
            self.add_member(member);
        });
    }

    /// Adds an entry. One that is malformed or does not fit is left out as a whole.
    fn add_member(&mut self, member: &[u8]) {
        match parsed(member) {
            None => self.malformed += 1,
            Some(_) if !self.budget.take(member.len()) => self.left_out += 1,
            Some(entry) => put(&mut self.list, entry.owned()),
        }
    }

    pub(in crate::propagation) fn finish(self) -> Baggage {
        Loss::MalformedBaggage.count(self.malformed);
        Loss::TooMuchBaggage.count(self.left_out);
        Baggage::of(self.list)
    }
}

impl Baggage {
    /// Parses the values of all headers `baggage` of a request, in their order.
    ///
    /// Entries that are not valid are left out, one by one. Of entries with the same key, the last is kept. Entries
    /// beyond the 64th, and those with which all would be longer than 8,192 bytes, are left out as a whole.
    ///
    /// ```
    /// use attuned_telemetry_rt::propagation::Baggage;
    ///
    /// let baggage = Baggage::parse(["tenant=gro%C3%9F;ttl=30, =no key", "region=eu"]);
    /// assert_eq!(baggage.get("tenant"), Some("groß"));
    /// assert_eq!(baggage.len(), 2);
    /// ```
    #[must_use]
    pub fn parse<V: AsRef<[u8]>>(headers: impl IntoIterator<Item = V>) -> Self {
        let mut entries = Entries::new();
        headers.into_iter().for_each(|header| entries.add(header.as_ref()));
        entries.finish()
    }
}

/// An entry in a header: the parts are not decoded.
struct Member<'header> {
    key: &'header [u8],
    value: &'header [u8],
    properties: &'header [u8],
}

/// Splits an entry, or returns `None` if it is malformed.
fn parsed(member: &[u8]) -> Option<Member<'_>> {
    let end = member.iter().position(|byte| *byte == b';').unwrap_or(member.len());
    let properties = member.get(end + 1..).unwrap_or_default();
    let (key, value) = pair(&member[..end])?;
    properties.split(|byte| *byte == b';').map(trimmed).all(is_property).then_some(Member { key, value, properties })
}

fn is_property(property: &[u8]) -> bool {
    property.is_empty() || is_token(property) || pair(property).is_some()
}

/// Splits `key = value`.
fn pair(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let (key, value) = (trimmed(&text[..equals]), trimmed(&text[equals + 1..]));
    (is_token(key) && value.iter().all(|byte| percent::is_allowed(*byte))).then_some((key, value))
}

impl Member<'_> {
    fn owned(&self) -> BaggageEntry {
        BaggageEntry {
            key: String::from_utf8_lossy(self.key).into(),
            value: percent::decoded(self.value).into(),
            properties: properties(self.properties).into(),
        }
    }
}

/// Returns the properties without white space.
fn properties(text: &[u8]) -> String {
    let mut properties = String::new();
    for property in text.split(|byte| *byte == b';').map(trimmed).filter(|property| !property.is_empty()) {
        if !properties.is_empty() {
            properties.push(';');
        }
        let visible = property.iter().filter(|byte| !matches!(byte, b' ' | b'\t'));
        properties.extend(visible.map(|byte| char::from(*byte)));
    }
    properties
}

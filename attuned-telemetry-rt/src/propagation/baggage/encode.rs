//! Writes the header `baggage`.

use super::baggage::Baggage;
use super::entry::BaggageEntry;
use super::limits::Budget;
use super::percent;
use crate::propagation::losses::Loss;

/// Returns the value of the header with the entries that `keep` returns `true` for. Entries that exceed a limit are
/// left out as a whole. Returns `None` if there are no entries.
pub(in crate::propagation) fn encoded(baggage: &Baggage, keep: impl Fn(&BaggageEntry) -> bool) -> Option<String> {
    let mut text = String::new();
    let mut budget = Budget::new();
    let mut left_out = 0;
    for entry in baggage.iter().filter(|entry| keep(entry)) {
        if budget.take(length(entry)) {
            append(entry, &mut text);
        } else {
            left_out += 1;
        }
    }
    Loss::TooMuchBaggage.count(left_out);
    (!text.is_empty()).then_some(text)
}

/// The length of an entry in the header.
fn length(entry: &BaggageEntry) -> usize {
    let properties = if entry.properties.is_empty() { 0 } else { entry.properties.len() + 1 };
    entry.key.len() + 1 + percent::encoded_length(&entry.value) + properties
}

fn append(entry: &BaggageEntry, text: &mut String) {
    text.extend([if text.is_empty() { "" } else { "," }, &entry.key, "="]);
    percent::encode(&entry.value, text);
    if !entry.properties.is_empty() {
        text.extend([";", &entry.properties]);
    }
}

impl Baggage {
    /// Returns the value of the header `baggage` with all entries, whatever a policy says, or `None` if there are none.
    /// Entries beyond the 64th, and those with which the value would be longer than 8,192 bytes, are left out.
    #[must_use]
    pub fn to_header(&self) -> Option<String> {
        encoded(self, |_| true)
    }
}

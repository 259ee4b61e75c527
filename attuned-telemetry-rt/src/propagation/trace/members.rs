//! Parses the header `tracestate`.

use super::limits::{BYTES, LONG_MEMBER, MEMBERS};
use super::member;
use super::tracestate::TraceState;
use crate::propagation::losses::Loss;
use crate::propagation::white_space::trimmed;

/// The members of the values that were added so far.
#[derive(Default)]
pub(in crate::propagation) struct Members<'header> {
    /// The members, and their keys.
    list: Vec<(&'header str, &'header str)>,
    /// The number of members, including those with the key of another one.
    count: usize,
    is_invalid: bool,
}

impl<'header> Members<'header> {
    /// Adds the value of a header. Several headers are one list.
    pub(in crate::propagation) fn add(&mut self, value: &'header [u8]) {
        value.split(|byte| *byte == b',').map(trimmed).filter(|member| !member.is_empty()).for_each(|member| {
            self.add_member(member);
        });
    }

    fn add_member(&mut self, member: &'header [u8]) {
        self.count += 1;
        match member::parsed(member) {
            Some((key, value)) if self.count <= MEMBERS => {
                // The first member of a key is the latest one.
                if !self.list.iter().any(|(other, _)| *other == key) {
                    self.list.push((key, value));
                }
            }
            _ => self.is_invalid = true,
        }
    }

    /// Returns the trace state. It is empty if any member is not valid or if there are too many.
    pub(in crate::propagation) fn finish(mut self) -> TraceState {
        if self.is_invalid {
            Loss::InvalidTraceState.count(1);
            return TraceState::default();
        }
        let before = self.list.len();
        self.shorten();
        Loss::LongTraceState.count(before - self.list.len());
        TraceState::of(&self.list)
    }

    /// Removes whole members until the list is short enough: first long members, then members at the end.
    fn shorten(&mut self) {
        let length = |(key, value): &(&str, &str)| key.len() + value.len() + 1;
        let mut total = self.list.iter().map(|member| length(member) + 1).sum::<usize>().saturating_sub(1);
        while total > BYTES {
            let long = self.list.iter().rposition(|member| length(member) > LONG_MEMBER);
            let place = long.unwrap_or(self.list.len() - 1);
            total -= length(&self.list.remove(place)) + 1;
        }
    }
}

impl TraceState {
    /// Parses the values of all headers `tracestate` of a request, in their order.
    ///
    /// The state is empty if a member is not valid, or if there are more than 32 members. Of members with the same key,
    /// the first is kept. If the whole is longer than 4,096 bytes, members are removed: those longer than 128 bytes
    /// first, then those at the end.
    #[must_use]
    pub fn parse<V: AsRef<[u8]>>(headers: impl IntoIterator<Item = V>) -> Self {
        let headers: Vec<V> = headers.into_iter().collect();
        let mut members = Members::default();
        for header in &headers {
            members.add(header.as_ref());
        }
        members.finish()
    }
}

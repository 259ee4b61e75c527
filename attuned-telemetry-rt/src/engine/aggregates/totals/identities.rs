//! Which series are at some adjacent places of a metric, and their labels.

use std::ops::Range;

use crate::engine::family::series::created::Created;
use crate::engine::family::series::table::{SeriesSlot, SeriesTable};
use crate::engine::labels::{Values, values};

/// Which series are at some adjacent places of a metric, and their labels. Snapshots share them as long as no series is
/// added or removed at these places.
#[derive(Debug)]
pub(in crate::engine::aggregates) struct Identities {
    /// The first place.
    first: u32,
    members: Box<[Member]>,
    /// The names of labels, once for each set.
    sets: Box<[Box<[Box<str>]>]>,
    /// The values of the labels of all members, in the encoding of [`values`].
    text: Box<str>,
}

/// A series. Its place and the time of its creation identify it among all series that the metric ever had.
#[derive(Debug)]
struct Member {
    created: Created,
    /// The offset of the label values, in bytes.
    text: u32,
    /// The place, counted from the first one. There are at most 128 places.
    offset: u8,
    /// The index of the label names. There are at most as many as places.
    set: u8,
}

// Each snapshot has one for each series, unless it shares them.
const _: () = assert!(size_of::<Member>() == 16);

impl Identities {
    /// Reads the series at these places.
    pub(in crate::engine::aggregates) fn new(table: &SeriesTable, places: Range<u32>) -> Self {
        let (first, mut members, mut sets, mut text) = (places.start, Vec::new(), Vec::new(), String::new());
        for (place, series) in series(table, places) {
            let Some(labels) = table.labels(place) else { continue };
            let known = sets.iter().position(|(id, _)| *id == labels.set.id);
            let set = known.unwrap_or_else(|| {
                let names: Box<[Box<str>]> = labels.set.names.iter().map(|name| name.original().into()).collect();
                sets.push((labels.set.id, names));
                sets.len() - 1
            });
            let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
            let (offset, set) = (byte(place - first), byte(set));
            members.push(Member { created: series.created(), text: start, offset, set });
            labels.iter().for_each(|(_, value)| values::push(&mut text, value));
        }
        let sets = sets.into_iter().map(|(_, names)| names).collect();
        Self { first, members: members.into(), sets, text: text.into() }
    }

    /// Whether these are the series at these places.
    pub(in crate::engine::aggregates) fn are_in(&self, table: &SeriesTable, places: Range<u32>) -> bool {
        let known = self.members.iter().map(|member| (self.place(member), member.created));
        series(table, places).map(|(place, series)| (place, series.created())).eq(known)
    }

    pub(in crate::engine::aggregates) fn len(&self) -> usize {
        self.members.len()
    }

    /// Returns the number of a series among these, if it is one of them.
    pub(in crate::engine::aggregates) fn find(&self, place: u32, created: Created) -> Option<usize> {
        let number = self.members.binary_search_by_key(&place, |member| self.place(member)).ok()?;
        (self.members.get(number)?.created == created).then_some(number)
    }

    /// Returns the place of a series, and when it was created.
    pub(in crate::engine::aggregates) fn get(&self, number: usize) -> Option<(u32, Created)> {
        self.members.get(number).map(|member| (self.place(member), member.created))
    }

    fn place(&self, member: &Member) -> u32 {
        self.first + u32::from(member.offset)
    }

    /// Iterates over the names and values of a series' labels.
    pub(in crate::engine::aggregates) fn labels(&self, number: usize) -> impl Iterator<Item = (&str, &str)> {
        let member = self.members.get(number);
        let names = member.and_then(|member| self.sets.get(usize::from(member.set))).map_or(&[][..], |names| names);
        let text = member.and_then(|member| self.text.get(member.text as usize..)).unwrap_or_default();
        names.iter().map(|name| &**name).zip(Values(text))
    }

    /// Returns the memory that the identities hold, in bytes.
    pub(in crate::engine::aggregates) fn bytes(&self) -> usize {
        let names = self.sets.iter().map(|names| names.iter().map(|name| 16 + name.len()).sum::<usize>() + 16);
        size_of::<Self>() + size_of_val(&*self.members) + self.text.len() + names.sum::<usize>()
    }
}

/// Converts a number that is less than 128.
fn byte(number: impl TryInto<u8>) -> u8 {
    number.try_into().unwrap_or(u8::MAX)
}

/// Iterates over the series at these places, hidden ones included.
pub(in crate::engine::aggregates) fn series(
    table: &SeriesTable,
    places: Range<u32>,
) -> impl Iterator<Item = (u32, &SeriesSlot)> {
    places.filter_map(|place| Some((place, table.get(place)?)))
}

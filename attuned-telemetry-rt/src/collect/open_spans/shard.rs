//! Open spans behind one lock.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::open_span::OpenSpan;

/// The number of spans of a shard that are found without hashing.
const FEW: usize = 4;

/// The spans of a shard. Most programs have few open spans.
#[derive(Default)]
pub(super) struct Spans {
    /// The ids of `few`, or 0.
    ids: [u64; FEW],
    few: [Option<Box<OpenSpan>>; FEW],
    others: HashMap<u64, Box<OpenSpan>, BuildHasherDefault<IdHasher>>,
}

/// A hasher for the ids of spans. The registry assigns the ids in sequence, so the hasher need not resist collision
/// attacks.
#[derive(Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    /// Multiplies by 2^64 divided by the golden ratio, which spreads numbers in sequence evenly.
    fn write_u64(&mut self, id: u64) {
        self.0 = (self.0 ^ id).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Spans {
    #[inline]
    pub(super) fn get(&mut self, id: u64) -> Option<&mut OpenSpan> {
        match self.place(id) {
            Some(place) => self.few[place].as_deref_mut(),
            None if self.others.is_empty() => None,
            None => self.others.get_mut(&id).map(|span| &mut **span),
        }
    }

    #[inline]
    pub(super) fn insert(&mut self, id: u64, span: Box<OpenSpan>) {
        match self.place(0) {
            Some(place) => {
                self.ids[place] = id;
                // The place is empty.
                std::mem::forget(self.few[place].replace(span));
            }
            None => {
                self.others.insert(id, span);
            }
        }
    }

    #[inline]
    pub(super) fn remove(&mut self, id: u64) -> Option<Box<OpenSpan>> {
        match self.place(id) {
            Some(place) => {
                self.ids[place] = 0;
                self.few[place].take()
            }
            None if self.others.is_empty() => None,
            None => self.others.remove(&id),
        }
    }

    /// Returns the place of an id among the few.
    #[inline]
    fn place(&self, id: u64) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }
}

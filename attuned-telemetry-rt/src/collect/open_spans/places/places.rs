//! Places for spans, which any thread finds without a lock.

use super::numbers::{Changes, Numbers};
use super::sync::{AtomicBool, AtomicU8, AtomicU64, Ordering, PLACES};

/// The number of places in which a span can be.
const TRIES: u64 = 2;

/// The id of a place whose span is not complete yet.
const RESERVED: u64 = u64::MAX;

/// Places for spans. A span is in one of few places that its id determines.
///
/// ```text
/// | span 8 | span 9 |  free  |  free  | span 4 | …
/// ```
///
/// A thread reserves a free place, writes the span, and writes the id last. A thread that reads a span reads the id
/// before and after the rest, so it never mixes two spans. The owner of a span must not close it while other threads
/// change it, as `tracing` guarantees.
pub(crate) struct Places([Place; PLACES]);

/// A place for a span. It has its own cache line, because other threads use the places beside it.
#[derive(Default)]
#[repr(align(64))]
struct Place {
    /// The id of the span in its subscriber, [`RESERVED`], or 0 if the place is free.
    id: AtomicU64,
    ids: [AtomicU64; 3],
    parent: AtomicU64,
    started: AtomicU64,
    what: AtomicU64,
    status: AtomicU8,
    outcome: AtomicU8,
    /// Whether there are details of the span elsewhere.
    has_details: AtomicBool,
}

impl Default for Places {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Place::default()))
    }
}

impl Places {
    /// Adds a span. Returns `false` if there is no place for it.
    #[inline]
    pub(crate) fn add(&self, id: u64, numbers: &Numbers) -> bool {
        if id == 0 || id == RESERVED {
            return false;
        }
        let Some(place) = self.candidates(id).find(|place| place.reserve()) else { return false };
        place.write(numbers);
        place.id.store(id, Ordering::Release);
        true
    }

    /// Whether there is a span.
    #[inline]
    pub(crate) fn has(&self, id: u64) -> bool {
        self.find(id).is_some()
    }

    /// Returns a span, unless it is closed meanwhile.
    pub(crate) fn get(&self, id: u64) -> Option<Numbers> {
        let place = self.find(id)?;
        let (numbers, _) = place.read();
        (place.id.load(Ordering::Acquire) == id).then_some(numbers)
    }

    /// Changes a span. Returns `false` if there is no such span.
    #[inline]
    pub(crate) fn change(&self, id: u64, changes: Changes) -> bool {
        let Some(place) = self.find(id) else { return false };
        if changes.status != 0 {
            place.status.store(changes.status, Ordering::Release);
        }
        if changes.outcome != 0 {
            place.outcome.store(changes.outcome, Ordering::Release);
        }
        true
    }

    /// Declares that there are details of a span elsewhere. Returns `false` if there is no such span.
    pub(crate) fn add_details(&self, id: u64) -> bool {
        self.find(id).map(|place| place.has_details.store(true, Ordering::Release)).is_some()
    }

    /// Removes a span that is closed. Returns it, and whether there are details of it elsewhere.
    #[inline]
    pub(crate) fn remove(&self, id: u64) -> Option<(Numbers, Changes, bool)> {
        let place = self.find(id)?;
        let (numbers, changes) = place.read();
        let has_details = place.has_details.load(Ordering::Acquire);
        place.id.store(0, Ordering::Release);
        Some((numbers, changes, has_details))
    }

    #[inline]
    fn find(&self, id: u64) -> Option<&Place> {
        self.candidates(id).find(|place| place.id.load(Ordering::Acquire) == id)
    }

    /// Returns the places in which a span can be. The registry numbers the spans of a thread in the lower bits of their
    /// ids, and the threads in the bits from 38 on, so each thread usually has places of its own. The upper bits differ
    /// whenever a number is used again: without them, the place stays in the cache of the processor.
    #[inline]
    fn candidates(&self, id: u64) -> impl Iterator<Item = &Place> {
        let thread = id >> 38 & 0xfff;
        let first = id.wrapping_add(thread.wrapping_mul(37));
        (0..TRIES).map(move |number| &self.0[index(first.wrapping_add(number))])
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the number of places is small")]
const fn index(number: u64) -> usize {
    number as usize % PLACES
}

impl Place {
    #[inline]
    fn reserve(&self) -> bool {
        self.id.load(Ordering::Relaxed) == 0
            && self.id.compare_exchange(0, RESERVED, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Writes a span. A thread that still reads the previous span and sees one of these numbers sees that the place is
    /// reserved, too.
    #[inline]
    fn write(&self, numbers: &Numbers) {
        for (place, number) in self.ids.iter().zip(numbers.ids) {
            place.store(number, Ordering::Release);
        }
        self.parent.store(numbers.parent, Ordering::Release);
        self.started.store(numbers.started, Ordering::Release);
        self.what.store(numbers.what, Ordering::Release);
        self.status.store(0, Ordering::Release);
        self.outcome.store(0, Ordering::Release);
        self.has_details.store(false, Ordering::Release);
    }

    #[inline]
    fn read(&self) -> (Numbers, Changes) {
        let numbers = Numbers {
            ids: self.ids.each_ref().map(|number| number.load(Ordering::Acquire)),
            parent: self.parent.load(Ordering::Acquire),
            started: self.started.load(Ordering::Acquire),
            what: self.what.load(Ordering::Acquire),
        };
        let (status, outcome) = (self.status.load(Ordering::Acquire), self.outcome.load(Ordering::Acquire));
        (numbers, Changes { status, outcome })
    }
}

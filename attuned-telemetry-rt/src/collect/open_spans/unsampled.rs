//! The open spans of traces that are not collected. They have nothing but ids, so they need no lock.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::core::context::packed::PackedContext;

/// The number of spans for which a thread has places.
const PLACES: usize = 8;

/// The open unsampled spans of a subscriber, in places of the threads that opened them. Only the thread itself adds
/// spans to its places, so it needs no atomic read-modify-write operation.
///
/// ```text
/// thread 1   | span 8 | span 9 |  free  |  free  | …
/// thread 2   |  free  | span 4 |  free  |  free  | …
/// ```
#[derive(Default)]
pub(super) struct UnsampledSpans {
    threads: Mutex<Vec<Arc<Places>>>,
}

/// The places of one thread.
#[derive(Default)]
struct Places([Place; PLACES]);

/// A place for a span.
#[derive(Default)]
struct Place {
    /// The id of the span in its subscriber. 0 if the place is free. It is written after the others.
    id: AtomicU64,
    /// The trace id in two halves, and the span id.
    ids: [AtomicU64; 3],
    /// Whether the trace started in this process.
    is_own: AtomicBool,
    /// Whether the collector has seen the span.
    is_collectors: AtomicBool,
}

thread_local! {
    /// The places of this thread, with the number of their subscriber.
    static OWN: RefCell<Vec<(u64, Arc<Places>)>> = const { RefCell::new(Vec::new()) };
}

impl UnsampledSpans {
    /// Adds a span of this thread. Returns `false` if there is no place for it.
    #[inline]
    pub(super) fn add(&self, subscriber: u64, id: u64, context: PackedContext, is_collectors: bool) -> bool {
        self.with_own(subscriber, |own| own.add(id, context, is_collectors)).unwrap_or(false)
    }

    /// Declares that the collector has seen a span that this thread has opened. Returns `false` if it is none of these.
    pub(super) fn mark_own(&self, subscriber: u64, id: u64) -> bool {
        let mark = |own: &Places| own.find(id).map(|place| place.is_collectors.store(true, Ordering::Relaxed));
        self.with_own(subscriber, mark).flatten().is_some()
    }

    /// Returns the ids of a span.
    pub(super) fn context(&self, subscriber: u64, id: u64) -> Option<PackedContext> {
        let own = self.with_own(subscriber, |own| own.find(id).and_then(|place| place.context(id))).flatten();
        own.or_else(|| self.others(|places| places.find(id).and_then(|place| place.context(id))))
    }

    /// Removes a span that this thread has opened. Returns `false` if it is none of these.
    #[inline]
    pub(super) fn remove_own(&self, subscriber: u64, id: u64, is_collectors: bool) -> bool {
        self.with_own(subscriber, |own| own.remove(id, is_collectors)).unwrap_or(false)
    }

    /// Removes a span of any thread.
    #[cold]
    pub(super) fn remove(&self, id: u64, is_collectors: bool) {
        self.others(|places| places.remove(id, is_collectors).then_some(()));
    }

    /// Finds something in the places of any thread.
    #[cold]
    #[inline(never)]
    fn others<R>(&self, find: impl FnMut(&Arc<Places>) -> Option<R>) -> Option<R> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).iter().find_map(find)
    }

    /// Calls `access` with the places of this thread.
    #[inline]
    fn with_own<R>(&self, subscriber: u64, access: impl FnOnce(&Places) -> R) -> Option<R> {
        let find = |own: &RefCell<Vec<(u64, Arc<Places>)>>| {
            let mut own = own.try_borrow_mut().ok()?;
            Some(match own.iter().find(|(other, _)| *other == subscriber) {
                Some((_, places)) => access(places),
                None => access(&self.register(subscriber, &mut own)),
            })
        };
        OWN.try_with(find).ok().flatten()
    }

    #[cold]
    #[inline(never)]
    fn register(&self, subscriber: u64, own: &mut Vec<(u64, Arc<Places>)>) -> Arc<Places> {
        let places = Arc::<Places>::default();
        // Places that only this thread has belong to subscribers that no longer exist.
        own.retain(|(_, places)| Arc::strong_count(places) > 1);
        own.push((subscriber, places.clone()));
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        // The places of threads that have ended are kept until their spans are closed.
        threads.retain(|places| Arc::strong_count(places) > 1 || !places.are_free());
        threads.push(places.clone());
        places
    }
}

impl Places {
    #[inline]
    fn add(&self, id: u64, context: PackedContext, is_collectors: bool) -> bool {
        let Some(place) = self.find(0) else { return false };
        for (place, part) in place.ids.iter().zip(context.numbers()) {
            // A thread that still reads the previous span and sees this number sees the place free, too.
            place.store(part, Ordering::Release);
        }
        place.is_own.store(context.is_own, Ordering::Release);
        place.is_collectors.store(is_collectors, Ordering::Relaxed);
        place.id.store(id, Ordering::Release);
        true
    }

    #[inline]
    fn remove(&self, id: u64, is_collectors: bool) -> bool {
        let Some(place) = self.find(id) else { return false };
        if is_collectors || !place.is_collectors.load(Ordering::Relaxed) {
            place.id.store(0, Ordering::Release);
        }
        true
    }

    #[inline]
    fn find(&self, id: u64) -> Option<&Place> {
        self.0.iter().find(|place| place.id.load(Ordering::Acquire) == id)
    }

    fn are_free(&self) -> bool {
        self.0.iter().all(|place| place.id.load(Ordering::Acquire) == 0)
    }
}

impl Place {
    /// Returns the ids of the span, unless the span has been closed and the place belongs to another one.
    fn context(&self, id: u64) -> Option<PackedContext> {
        let numbers = self.ids.each_ref().map(|part| part.load(Ordering::Acquire));
        let is_own = self.is_own.load(Ordering::Acquire);
        (self.id.load(Ordering::Acquire) == id).then(|| PackedContext::of_numbers(numbers, false, is_own)).flatten()
    }
}

//! The open spans of a subscriber.

use std::cell::Cell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing::Id;

use super::open_span::OpenSpan;
use crate::core::context::packed::PackedContext;
use crate::core::context::stack::SpanKey;

/// The number of locks that the spans are distributed over, to reduce contention.
const SHARDS: usize = 16;

/// The open spans of a subscriber. They are not stored in the extensions of a span, because other layers hold the lock
/// of the extensions while they run user code: a `Display` that opens a span would deadlock.
pub(crate) struct OpenSpans {
    /// Unique among all subscribers, whose spans can have the same ids.
    pub(crate) subscriber: u64,
    shards: [Mutex<Spans>; SHARDS],
}

type Spans = HashMap<u64, Box<OpenSpan>, BuildHasherDefault<IdHasher>>;

thread_local! {
    /// The span that this thread created last. Most spans are entered right after that.
    static LAST: Cell<Option<(SpanKey, PackedContext)>> = const { Cell::new(None) };
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

impl OpenSpans {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { subscriber: NEXT.fetch_add(1, Ordering::Relaxed), shards: Default::default() }
    }

    pub(crate) fn key(&self, id: &Id) -> SpanKey {
        SpanKey { subscriber: self.subscriber, id: id.into_u64() }
    }

    /// Returns the ids of an open span, quickly. They may be those of a span that has just been closed.
    pub(crate) fn context(&self, id: &Id) -> Option<PackedContext> {
        match LAST.try_with(Cell::get) {
            Ok(Some((key, context))) if key == self.key(id) => Some(context),
            _ => self.with(id, |span| span.context),
        }
    }

    /// Adds a span. If another layer of the subscriber has added it, the span keeps its ids.
    #[inline]
    pub(crate) fn add(&self, id: &Id, span: OpenSpan) {
        let span = span.boxed();
        let mut context = span.context;
        let known = self.shard(id, |spans| match spans.entry(id.into_u64()) {
            Entry::Occupied(mut entry) => {
                context = entry.get().context;
                entry.get_mut().complete(span)
            }
            Entry::Vacant(entry) => {
                entry.insert(span);
                None
            }
        });
        let _ = LAST.try_with(|last| last.set(Some((self.key(id), context))));
        known.into_iter().for_each(OpenSpan::recycle);
    }

    /// Removes a span that is closed, if `is_last` says so.
    pub(crate) fn remove(&self, id: &Id, is_last: impl FnOnce(&OpenSpan) -> bool) -> Option<Box<OpenSpan>> {
        self.shard(id, |spans| match spans.entry(id.into_u64()) {
            Entry::Occupied(entry) if is_last(entry.get()) => Some(entry.remove()),
            _ => None,
        })
    }

    /// Calls `access` with an open span. No user code may run, because a lock is held.
    pub(crate) fn with<R>(&self, id: &Id, access: impl FnOnce(&mut OpenSpan) -> R) -> Option<R> {
        self.shard(id, |spans| spans.get_mut(&id.into_u64()).map(|span| access(span)))
    }

    fn shard<R>(&self, id: &Id, access: impl FnOnce(&mut Spans) -> R) -> R {
        let number = usize::try_from(id.into_u64() % SHARDS as u64).unwrap_or_default();
        access(&mut self.shards[number].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

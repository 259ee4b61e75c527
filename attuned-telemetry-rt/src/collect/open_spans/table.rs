//! The open spans of a subscriber.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing::Id;

use super::open_span::{OpenSpan, Use};
use super::unsampled::UnsampledSpans;
use crate::core::context::packed::PackedContext;
use crate::core::context::stack::SpanKey;

/// The number of locks that the spans are distributed over, to reduce contention.
const SHARDS: usize = 16;

/// The number of spans of a shard that are found without hashing.
const FEW: usize = 4;

/// The open spans of a subscriber. They are not stored in the extensions of a span, because other layers hold the lock
/// of the extensions while they run user code: a `Display` that opens a span would deadlock.
pub(crate) struct OpenSpans {
    /// Unique among all subscribers, whose spans can have the same ids.
    pub(crate) subscriber: u64,
    shards: [Mutex<Spans>; SHARDS],
    unsampled: UnsampledSpans,
}

/// The spans of a shard. Most programs have few open spans.
#[derive(Default)]
struct Spans {
    /// The ids of `few`, or 0.
    ids: [u64; FEW],
    few: [Option<Box<OpenSpan>>; FEW],
    others: HashMap<u64, Box<OpenSpan>, BuildHasherDefault<IdHasher>>,
}

/// The span that this thread created last. Most spans are entered right after that.
struct Last {
    subscriber: Cell<u64>,
    /// 0 if there is none.
    id: Cell<u64>,
    context: Cell<Option<PackedContext>>,
}

impl Last {
    #[inline]
    fn is(&self, subscriber: u64, id: &Id) -> bool {
        self.id.get() == id.into_u64() && self.subscriber.get() == subscriber
    }
}

thread_local! {
    static LAST: Last = const { Last { subscriber: Cell::new(0), id: Cell::new(0), context: Cell::new(None) } };
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
    fn get(&mut self, id: u64) -> Option<&mut OpenSpan> {
        match self.place(id) {
            Some(place) => self.few[place].as_deref_mut(),
            None if self.others.is_empty() => None,
            None => self.others.get_mut(&id).map(|span| &mut **span),
        }
    }

    #[inline]
    fn insert(&mut self, id: u64, span: Box<OpenSpan>) {
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
    fn remove(&mut self, id: u64) -> Option<Box<OpenSpan>> {
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

impl OpenSpans {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let subscriber = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { subscriber, shards: Default::default(), unsampled: UnsampledSpans::default() }
    }

    #[inline]
    pub(crate) fn key(&self, id: &Id) -> SpanKey {
        SpanKey { subscriber: self.subscriber, id: id.into_u64() }
    }

    /// Returns the ids of an open span, quickly.
    #[inline]
    pub(crate) fn context(&self, id: &Id) -> Option<PackedContext> {
        self.just_added(id).or_else(|| self.find_context(id))
    }

    /// Returns the ids of an open span.
    #[inline(never)]
    pub(crate) fn find_context(&self, id: &Id) -> Option<PackedContext> {
        self.with(id, |span| span.context).or_else(|| self.unsampled.context(self.subscriber, id.into_u64()))
    }

    /// Returns the ids of a span that another layer of the subscriber has just added.
    #[inline]
    pub(crate) fn just_added(&self, id: &Id) -> Option<PackedContext> {
        LAST.try_with(|last| if last.is(self.subscriber, id) { last.context.get() } else { None }).ok().flatten()
    }

    /// Declares that the collector has seen a span that the layer `TraceIds` has just added, and that is not collected.
    /// Returns `false` if there is no such span.
    pub(crate) fn skip(&self, id: &Id) -> bool {
        self.unsampled.mark_own(self.subscriber, id.into_u64())
            || self.with(id, |span| span.use_of = Use::Unsampled).is_some()
    }

    /// Adds a span that has nothing but ids. Returns `false` if there is no place for it.
    #[inline]
    pub(crate) fn add_unsampled(&self, id: &Id, context: PackedContext, is_collectors: bool) -> bool {
        let is_added = self.unsampled.add(self.subscriber, id.into_u64(), context, is_collectors);
        if is_added {
            self.set_last(id, context);
        }
        is_added
    }

    /// Adds a span. If another layer of the subscriber has added it, the span keeps its ids.
    #[inline]
    pub(crate) fn add(&self, id: &Id, span: OpenSpan) {
        let mut span = span.boxed();
        let mut context = span.context;
        let known = self.shard(id, |spans| match spans.get(id.into_u64()) {
            Some(other) => {
                context = other.context;
                other.complete(&mut span);
                Some(span)
            }
            None => {
                spans.insert(id.into_u64(), span);
                None
            }
        });
        self.set_last(id, context);
        if let Some(rest) = known {
            rest.recycle();
        }
    }

    /// Forgets a span that is closed. Returns whether its trace is sampled, if it is the last span of this thread.
    #[inline]
    fn forget_last(&self, id: &Id) -> Option<bool> {
        let forget = |last: &Last| {
            if !last.is(self.subscriber, id) {
                return None;
            }
            last.id.set(0);
            last.context.get().map(|context| context.is_sampled)
        };
        LAST.try_with(forget).ok().flatten()
    }

    #[inline]
    fn set_last(&self, id: &Id, context: PackedContext) {
        let _ = LAST.try_with(|last| {
            last.subscriber.set(self.subscriber);
            last.id.set(id.into_u64());
            last.context.set(Some(context));
        });
    }

    /// Removes a span that is closed, if only the layer `TraceIds` has seen it.
    pub(crate) fn close_ids(&self, id: &Id) {
        self.forget_last(id);
        if self.unsampled.remove_own(self.subscriber, id.into_u64(), false) {
            return;
        }
        let (is_known, removed) = self.shard(id, |spans| match spans.get(id.into_u64()).map(|span| span.use_of) {
            Some(Use::Ids) => (true, spans.remove(id.into_u64())),
            known => (known.is_some(), None),
        });
        match removed {
            Some(span) => span.recycle(),
            None if is_known => {}
            None => self.unsampled.remove(id.into_u64(), false),
        }
    }

    /// Removes a span that is closed. Returns it, unless it has nothing but ids.
    #[inline]
    pub(crate) fn close(&self, id: &Id) -> Option<Box<OpenSpan>> {
        let is_sampled = self.forget_last(id);
        if is_sampled != Some(true) && self.unsampled.remove_own(self.subscriber, id.into_u64(), true) {
            return None;
        }
        let removed = self.shard(id, |spans| spans.remove(id.into_u64()));
        if removed.is_none() {
            self.unsampled.remove(id.into_u64(), true);
        }
        removed
    }

    /// Calls `access` with an open span. No user code may run, because a lock is held.
    #[inline]
    pub(crate) fn with<R>(&self, id: &Id, access: impl FnOnce(&mut OpenSpan) -> R) -> Option<R> {
        self.shard(id, |spans| spans.get(id.into_u64()).map(access))
    }

    #[inline]
    fn shard<R>(&self, id: &Id, access: impl FnOnce(&mut Spans) -> R) -> R {
        let number = usize::try_from(id.into_u64() % SHARDS as u64).unwrap_or_default();
        access(&mut self.shards[number].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

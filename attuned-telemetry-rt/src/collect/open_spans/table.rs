//! The open spans of a subscriber.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing::{Id, Metadata};

use super::extra::Extra;
use super::open_span::{OpenSpan, Use};
use super::origin::Origin;
use super::places::plain_spans::PlainSpans;
use super::shard::Spans;
use super::unsampled::UnsampledSpans;
use crate::collect::attributes::visitor::Fields;
use crate::collect::batch::status::SpanStatus;
use crate::core::clock::Started;
use crate::core::context::packed::PackedContext;
use crate::core::context::stack::SpanKey;
use crate::core::verdict::outcome::Outcome;

/// The number of locks that the spans are distributed over, to reduce contention.
const SHARDS: usize = 16;

/// The open spans of a subscriber. They are not stored in the extensions of a span, because other layers hold the lock
/// of the extensions while they run user code: a `Display` that opens a span would deadlock.
pub(crate) struct OpenSpans {
    /// Unique among all subscribers, whose spans can have the same ids.
    pub(crate) subscriber: u64,
    shards: [Mutex<Spans>; SHARDS],
    plain: PlainSpans,
    unsampled: UnsampledSpans,
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

impl OpenSpans {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let subscriber = NEXT.fetch_add(1, Ordering::Relaxed);
        Self {
            subscriber,
            shards: Default::default(),
            plain: PlainSpans::default(),
            unsampled: UnsampledSpans::default(),
        }
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
        let plain = self.plain.context(id.into_u64());
        let other = || self.with(id, |span| span.context);
        plain.or_else(other).or_else(|| self.unsampled.context(self.subscriber, id.into_u64()))
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

    /// Adds a span that becomes a record, and has nothing but ids yet. Returns `false` if there is no place for it.
    #[inline]
    pub(crate) fn add_plain(
        &self,
        id: &Id,
        origin: &Origin,
        metadata: &'static Metadata<'static>,
        started: Started,
    ) -> bool {
        let is_added = self.plain.add(id.into_u64(), origin, metadata, started);
        if is_added {
            self.set_last(id, origin.context);
        }
        is_added
    }

    /// Whether the collector has added a span as a plain one.
    pub(crate) fn is_plain(&self, id: &Id) -> bool {
        self.plain.has(id.into_u64())
    }

    /// Sets the status and the outcome of a span, if they are given.
    #[inline]
    pub(crate) fn set_status(&self, id: &Id, status: Option<SpanStatus>, outcome: Option<Outcome>) {
        if !self.plain.set_status(id.into_u64(), status, outcome) {
            self.with(id, |span| span.set_status(status, outcome));
        }
    }

    /// Records fields of a span.
    pub(crate) fn record(&self, id: &Id, fields: &Fields) {
        if !self.plain.set_status(id.into_u64(), fields.status, fields.outcome) {
            self.with(id, |span| span.record(fields));
        } else if fields.has_attributes() {
            self.with_details(id, |details| details.record(fields));
        }
    }

    /// Calls `access` with the details of a span, if it becomes a record. No user code may run, because a lock is held.
    pub(crate) fn with_details(&self, id: &Id, access: impl FnOnce(&mut Extra)) {
        let number = id.into_u64();
        let plain = self.plain.get(number);
        if plain.is_some() {
            self.plain.add_details(number);
        }
        self.shard(id, |spans| {
            if let Some(plain) = plain.filter(|_| spans.get(number).is_none()) {
                spans.insert(number, plain.boxed());
            }
            if let Some(extra) = spans.get(number).and_then(OpenSpan::extra) {
                access(extra);
            }
        });
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
    pub(crate) fn forget_last(&self, id: &Id) -> Option<bool> {
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
        if self.is_plain(id) {
            return;
        }
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

    /// Removes a span that is closed. Returns it if it is a plain one.
    #[inline]
    pub(crate) fn close_plain(&self, id: &Id) -> Option<OpenSpan> {
        let (mut span, has_details) = self.plain.remove(id.into_u64())?;
        if has_details {
            span.extra = self.take_details(id);
        }
        Some(span)
    }

    #[cold]
    #[inline(never)]
    fn take_details(&self, id: &Id) -> Option<Box<Extra>> {
        let mut other = self.shard(id, |spans| spans.remove(id.into_u64()))?;
        let extra = other.extra.take();
        other.recycle();
        extra
    }

    /// Removes a span that is closed, if this thread has opened it and it has nothing but ids. Returns whether it has.
    #[inline]
    pub(crate) fn close_unsampled(&self, id: &Id) -> bool {
        self.unsampled.remove_own(self.subscriber, id.into_u64(), true)
    }

    /// Removes a span that is closed and no plain one. Returns it, unless it has nothing but ids.
    #[inline]
    pub(crate) fn close(&self, id: &Id) -> Option<Box<OpenSpan>> {
        let removed = self.shard(id, |spans| spans.remove(id.into_u64()));
        if removed.is_none() && !self.close_unsampled(id) {
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

//! Assigns trace ids and span ids to `tracing` spans.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::Subscriber;
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::TraceContext;
use crate::core::context::lazy_ids::LazyIds;
use crate::core::context::readers;
use crate::core::context::stack::{self, SpanKey};

/// A layer that assigns a trace id and a span id to every `tracing` span. A span without a parent starts a trace. Every
/// other span belongs to the trace of its parent. The parent of a span can be an annotated call, and the parent of a
/// call can be a span.
///
/// `TelemetryBuilder::with_tracing` installs it. You can also add it to your own subscriber, if the subscriber is based
/// on `tracing_subscriber::registry()`. A clone is a handle to the ids of the same subscriber; a clone that is added to
/// another subscriber has its own ids. An id is generated when it is first read.
///
/// ```
/// use attuned_telemetry_rt::{TraceContext, init::TraceIds};
/// use tracing_subscriber::layer::SubscriberExt as _;
///
/// let subscriber = tracing_subscriber::registry().with(TraceIds::new());
/// tracing::subscriber::with_default(subscriber, || {
///     let _entered = tracing::info_span!("request").entered();
///     let outer = TraceContext::current().map(|context| context.trace_id);
///     let _entered = tracing::info_span!("query").entered();
///     let inner = TraceContext::current().map(|context| context.trace_id);
///     assert!(outer.is_some() && inner == outer);
/// });
/// ```
#[derive(Clone, Debug)]
pub struct TraceIds(Arc<OpenSpans>);

/// The open spans of a subscriber. They are not stored in the extensions of a span, because other layers hold the lock
/// of the extensions while they run user code: a `Display` that opens a span would deadlock.
#[derive(Debug)]
struct OpenSpans {
    /// Unique among all subscribers, whose spans can have the same ids.
    subscriber: u64,
    is_added: AtomicBool,
    shards: [Mutex<Spans>; SHARDS],
}

type Spans = HashMap<u64, Arc<LazyIds>, BuildHasherDefault<IdHasher>>;

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

/// The number of locks that the spans are distributed over, to reduce contention.
const SHARDS: usize = 16;

impl TraceIds {
    /// Creates the layer. From then on, annotated calls have a trace id and a span id, too.
    #[must_use]
    pub fn new() -> Self {
        readers::want();
        Self::not_installed()
    }

    /// Creates the layer for a subscriber that may not be installed: annotated calls have no ids yet.
    pub(super) fn not_installed() -> Self {
        Self(Arc::new(OpenSpans::new()))
    }

    /// Returns the trace context of an open span, for custom layers. Code that runs in the span can call
    /// [`TraceContext::current`] instead.
    #[must_use]
    pub fn of_span(&self, id: &Id) -> Option<TraceContext> {
        self.ids(id).map(|ids| ids.read())
    }

    fn key(&self, id: &Id) -> SpanKey {
        SpanKey { subscriber: self.0.subscriber, id: id.into_u64() }
    }

    fn ids(&self, id: &Id) -> Option<Arc<LazyIds>> {
        self.shard(id, |spans| spans.get(&id.into_u64()).cloned())
    }

    fn shard<R>(&self, id: &Id, access: impl FnOnce(&mut Spans) -> R) -> R {
        let number = usize::try_from(id.into_u64() % SHARDS as u64).unwrap_or_default();
        // No user code runs while the lock is held.
        access(&mut self.0.shards[number].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl OpenSpans {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let subscriber = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { subscriber, is_added: AtomicBool::new(false), shards: Default::default() }
    }
}

impl Default for TraceIds {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for TraceIds {
    fn on_layer(&mut self, _subscriber: &mut S) {
        if self.0.is_added.swap(true, Ordering::Relaxed) {
            self.0 = Arc::new(OpenSpans::new());
            self.0.is_added.store(true, Ordering::Relaxed);
        }
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _context: Context<'_, S>) {
        let parent = match attributes.parent() {
            Some(parent) => self.ids(parent),
            None if attributes.is_contextual() => stack::innermost(),
            None => None,
        };
        let ids = LazyIds::new(parent.as_ref());
        self.shard(id, |spans| spans.insert(id.into_u64(), ids));
    }

    fn on_enter(&self, id: &Id, _context: Context<'_, S>) {
        if let Some(ids) = self.ids(id) {
            stack::enter_span(self.key(id), ids);
        }
    }

    fn on_exit(&self, id: &Id, _context: Context<'_, S>) {
        stack::leave_span(self.key(id));
    }

    fn on_close(&self, id: Id, _context: Context<'_, S>) {
        self.shard(&id, |spans| spans.remove(&id.into_u64()));
        if std::thread::panicking() {
            // If another layer panics when the span is exited, `on_exit` is not called.
            stack::forget_span(self.key(&id));
        }
    }
}

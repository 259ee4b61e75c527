//! Gives every span of `tracing` its place in a trace.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::Subscriber;
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::TraceContext;
use crate::core::context::lazy::LazyIds;
use crate::core::context::readers;
use crate::core::context::stack;

/// A layer that gives every span of `tracing` its place in a trace: a span without a parent begins a trace, every other
/// span belongs to the trace of its parent. Annotated calls are parents of spans, and spans are parents of calls.
///
/// `TelemetryBuilder::with_tracing` installs it. Add it to a subscriber of your own that is based on
/// `tracing_subscriber::registry()`; clones share what they know. Ids are made when they are first read.
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
pub struct TraceIds {
    /// The open spans. They are not kept in the extensions of a span, whose lock other layers hold while they run the
    /// user's code: a `Display` that opens a span would wait for itself.
    spans: Arc<[Mutex<Spans>; SHARDS]>,
}

type Spans = HashMap<u64, Arc<LazyIds>, BuildHasherDefault<IdHasher>>;

/// A hasher for the ids of spans, which a registry numbers in sequence: no stranger chooses them.
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

/// How many locks share the spans, so that threads seldom wait for each other.
const SHARDS: usize = 16;

impl TraceIds {
    /// Creates the layer. From now on annotated calls have a place in a trace, too.
    #[must_use]
    pub fn new() -> Self {
        readers::want();
        Self { spans: Arc::default() }
    }

    /// Returns the place of an open span in its trace. Use it in a layer of your own; where code runs in the span,
    /// [`TraceContext::current`] is the same.
    #[must_use]
    pub fn of_span(&self, id: &Id) -> Option<TraceContext> {
        self.ids(id).map(|ids| ids.read())
    }

    fn ids(&self, id: &Id) -> Option<Arc<LazyIds>> {
        self.shard(id, |spans| spans.get(&id.into_u64()).cloned())
    }

    fn shard<R>(&self, id: &Id, access: impl FnOnce(&mut Spans) -> R) -> R {
        let number = usize::try_from(id.into_u64() % SHARDS as u64).unwrap_or_default();
        // Nothing of the user's runs under the lock.
        access(&mut self.spans[number].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for TraceIds {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for TraceIds {
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
            stack::enter_span(id.into_u64(), ids);
        }
    }

    fn on_exit(&self, id: &Id, _context: Context<'_, S>) {
        stack::leave_span(id.into_u64());
    }

    fn on_close(&self, id: Id, _context: Context<'_, S>) {
        self.shard(&id, |spans| spans.remove(&id.into_u64()));
    }
}

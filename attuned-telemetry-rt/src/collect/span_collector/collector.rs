//! The collector, and the spans that are entered.

use std::fmt;
use std::sync::Arc;

use tracing::span::Id;

use crate::collect::buffers::receiver::Receiver;
use crate::collect::buffers::threads::Buffers;
use crate::collect::consumers::SpanConsumer;
use crate::collect::open_spans::table::OpenSpans;
use crate::core::context::{readers, stack};

/// A layer of a `tracing` subscriber that collects finished spans, with their attributes, events and links.
///
/// The subscriber must be based on `tracing_subscriber::registry()`. The ids of a span are those of
/// [`TraceContext::current`](crate::TraceContext::current) in the span, so exemplars, logs and audit records have the
/// same ids. [`Sampling`](crate::collect::Sampling) decides which traces are collected.
///
/// Each thread collects its spans in a buffer. The buffer is passed to the [consumer](SpanConsumer) when the outermost
/// span of a trace or of this thread ends, when the buffer is full, when the thread ends, and by
/// [`flush`](Self::flush). If a task moves to another thread while its span is open, spans may stay in the buffer of
/// the first thread, so call `flush` now and then.
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use attuned_telemetry_rt::collect::{SpanBatch, SpanCollector};
/// use tracing_subscriber::layer::SubscriberExt as _;
///
/// let names = Arc::new(Mutex::new(Vec::new()));
/// let seen = names.clone();
/// let consumer = move |batch: Arc<SpanBatch>| seen.lock().unwrap().extend(batch.spans().map(|span| span.name()));
/// let subscriber = tracing_subscriber::registry().with(SpanCollector::new(Arc::new(consumer)));
/// tracing::subscriber::with_default(subscriber, || {
///     let _request = tracing::info_span!("request").entered();
///     tracing::info_span!("query").in_scope(|| ());
/// });
/// assert_eq!(*names.lock().unwrap(), ["query", "request"]);
/// ```
///
/// A clone is a handle to the same collector. It must not be added to another subscriber.
#[derive(Clone)]
pub struct SpanCollector {
    pub(super) spans: Arc<OpenSpans>,
    pub(super) buffers: Arc<Buffers>,
    /// Whether the layer `TraceIds` may have added a span before.
    pub(super) has_ids: bool,
}

impl SpanCollector {
    /// Creates the layer. From then on, annotated calls have a trace id and a span id.
    #[must_use]
    pub fn new(consumer: Arc<dyn SpanConsumer>) -> Self {
        readers::want();
        #[cfg(feature = "engine")]
        crate::core::clock::start();
        let (spans, buffers) = (Arc::new(OpenSpans::new()), Arc::new(Buffers::new(Receiver::new(consumer))));
        Self { spans, buffers, has_ids: false }
    }

    /// Passes on all finished spans of all threads. Spans of traces about which a keep rule has not decided yet are
    /// passed on when the rule decides.
    pub fn flush(&self) {
        self.buffers.flush();
    }

    /// Returns the number of finished spans that the consumer did not get, because it panicked, or because too many
    /// spans waited for the decision of a keep rule: 10,000 of one trace, or 64 MiB of all.
    #[must_use]
    pub fn lost_spans(&self) -> u64 {
        self.buffers.receiver().lost()
    }

    /// The open spans of the subscriber.
    pub(crate) fn spans(&self) -> &Arc<OpenSpans> {
        &self.spans
    }

    /// Prepares the layer for being added to a subscriber, whose layer `TraceIds` has these open spans.
    pub(crate) fn add(&mut self, of_ids: Option<Arc<OpenSpans>>) {
        if let Some(spans) = of_ids {
            self.spans = spans;
            self.has_ids = true;
        }
    }

    #[inline]
    pub(crate) fn enter(&self, id: &Id) {
        stack::enter_span(self.spans.key(id), stack::Layer::Collector, || self.spans.context(id));
    }

    #[inline]
    pub(crate) fn exit(&self, id: &Id) {
        stack::leave_span(self.spans.key(id), stack::Layer::Collector);
    }
}

impl fmt::Debug for SpanCollector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SpanCollector").field("lost_spans", &self.lost_spans()).finish_non_exhaustive()
    }
}

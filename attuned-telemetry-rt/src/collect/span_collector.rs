//! Collects finished spans.

use std::fmt;
use std::sync::Arc;

use tracing::Event;
use tracing::span::{Attributes, Id, Record};

use super::attributes::span_fields::{SpanFields, StatusFields};
use super::attributes::visitor::Fields;
use super::batch::record::{EventRecord, LeftOut, SpanRecord};
use super::buffers::receiver::Receiver;
use super::buffers::threads::Buffers;
use super::consumers::SpanConsumer;
use super::open_spans::new_span;
use super::open_spans::open_span::{OpenSpan, Use};
use super::open_spans::origin::{Kind, Origin};
use super::open_spans::table::OpenSpans;
use super::sampling::keep_rules;
use super::sampling::local_trace::LocalTrace;
use crate::core::clock::{Started, dated};
use crate::core::context::packed::PackedContext;
use crate::core::context::trace_context::TraceContext;
use crate::core::context::{quick_ids, readers, stack};
use crate::delivery::guard;

/// A layer of a `tracing` subscriber that collects finished spans, with their attributes, events and links.
///
/// The subscriber must be based on `tracing_subscriber::registry()`. The ids of a span are those of
/// [`TraceContext::current`](crate::TraceContext::current) in the span, so exemplars, logs and audit records have the
/// same ids. [`Sampling`](super::Sampling) decides which traces are collected.
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
    spans: Arc<OpenSpans>,
    buffers: Arc<Buffers>,
}

impl SpanCollector {
    /// Creates the layer. From then on, annotated calls have a trace id and a span id.
    #[must_use]
    pub fn new(consumer: Arc<dyn SpanConsumer>) -> Self {
        readers::want();
        #[cfg(feature = "engine")]
        crate::core::clock::start();
        Self { spans: Arc::new(OpenSpans::new()), buffers: Arc::new(Buffers::new(Receiver::new(consumer))) }
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
    pub(super) fn spans(&self) -> &Arc<OpenSpans> {
        &self.spans
    }

    /// Prepares the layer for being added to a subscriber, whose layer `TraceIds` has these open spans.
    pub(super) fn add(&mut self, of_ids: Option<Arc<OpenSpans>>) {
        if let Some(spans) = of_ids {
            self.spans = spans;
        }
    }

    #[inline]
    pub(super) fn open(&self, attributes: &Attributes<'_>, id: &Id) {
        if guard::is_delivering() {
            return;
        }
        let known = self.spans.just_added(id);
        if known.is_some() || !attributes.is_contextual() || keep_rules::exist() {
            return self.open_other(attributes, id, known);
        }
        match stack::innermost_collected(self.spans.subscriber) {
            Some(parent) => self.open_inner(attributes, id, parent),
            None => self.open_other(attributes, id, None),
        }
    }

    /// Opens a span below the innermost one, while no rules exist.
    #[inline]
    fn open_inner(&self, attributes: &Attributes<'_>, id: &Id, parent: PackedContext) {
        if parent.is_sampled {
            let now = Started::now();
            let origin = new_span::inner(parent, quick_ids::span_id(now.number()), None);
            return self.open_recorded(attributes, id, &origin, now, None);
        }
        let context = parent.with_span(quick_ids::span_id(0));
        if !self.spans.add_unsampled(id, context, true) {
            self.open_other(attributes, id, Some(context));
        }
    }

    /// Opens any span. `known` are its ids, if they are known.
    #[inline(never)]
    fn open_other(&self, attributes: &Attributes<'_>, id: &Id, known: Option<PackedContext>) {
        let (mut origin, started) = new_span::origin(attributes, &self.spans);
        origin.context = known.unwrap_or(origin.context);
        let is_sampled = origin.context.is_sampled;
        if !is_sampled && !keep_rules::exist() {
            return self.skip(attributes, id, &origin, known.is_some());
        }
        let waiting = if is_sampled { None } else { Some(self.local_trace(&mut origin)) };
        self.open_recorded(attributes, id, &origin, started, waiting);
    }

    /// Opens a span that becomes a record.
    #[inline]
    fn open_recorded(
        &self,
        attributes: &Attributes<'_>,
        id: &Id,
        origin: &Origin,
        started: Started,
        waiting: Option<Arc<LocalTrace>>,
    ) {
        let mut span = OpenSpan::new(origin, attributes.metadata(), Use::Recorded, started);
        if waiting.is_some() {
            span.extra().into_iter().for_each(|extra| extra.local.clone_from(&waiting));
        }
        let values = attributes.values();
        if !values.is_empty() {
            // No lock is held, because `Display` and `Debug` are user code.
            Fields::read(|fields| values.record(&mut SpanFields(fields)), |fields| span.record(fields));
        }
        self.spans.add(id, span);
    }

    /// Opens a span that is not collected.
    #[inline]
    fn skip(&self, attributes: &Attributes<'_>, id: &Id, origin: &Origin, is_known: bool) {
        if is_known && self.spans.skip(id) {
            return;
        }
        if !self.spans.add_unsampled(id, origin.context, true) {
            self.spans.add(id, OpenSpan::new(origin, attributes.metadata(), Use::Unsampled, Started::untimed()));
        }
    }

    /// Returns where the spans of an unsampled trace wait for the decision of a keep rule.
    fn local_trace(&self, origin: &mut Origin) -> Arc<LocalTrace> {
        let of_parent = origin
            .parent_span
            .and_then(|parent| self.spans.with(&Id::from_u64(parent), |span| span.extra.as_ref()?.local.clone()));
        of_parent.flatten().unwrap_or_else(|| {
            if origin.kind == Kind::Inner {
                origin.kind = Kind::Detached;
            }
            Arc::default()
        })
    }

    #[inline]
    pub(super) fn enter(&self, id: &Id) {
        stack::enter_span(self.spans.key(id), stack::Layer::Collector, || self.spans.context(id));
    }

    #[inline]
    pub(super) fn exit(&self, id: &Id) {
        stack::leave_span(self.spans.key(id), stack::Layer::Collector);
    }

    #[inline]
    pub(super) fn record(&self, id: &Id, values: &Record<'_>) {
        if !self.is_recorded(id) {
            return;
        }
        let mut quick = StatusFields::default();
        values.record(&mut quick);
        if quick.has_others {
            return self.record_all(id, values);
        }
        self.spans.with(id, |span| span.set_status(quick.status, quick.outcome));
    }

    fn record_all(&self, id: &Id, values: &Record<'_>) {
        Fields::read(
            |fields| values.record(&mut SpanFields(fields)),
            |fields| self.spans.with(id, |span| span.record(fields)),
        );
    }

    /// Whether values of an open span are recorded.
    #[inline]
    fn is_recorded(&self, id: &Id) -> bool {
        if keep_rules::exist() {
            return true;
        }
        // A call records its outcome while it is the innermost one.
        let innermost = stack::innermost_is_sampled(self.spans.key(id));
        innermost.unwrap_or_else(|| self.spans.context(id).is_some_and(|context| context.is_sampled))
    }

    pub(super) fn record_event(&self, event: &Event<'_>) {
        if guard::is_delivering() {
            return;
        }
        let parent = match event.parent() {
            Some(parent) => self.spans.context(parent).map(|context| (parent.into_u64(), context)),
            None if event.is_contextual() => stack::innermost_span(self.spans.subscriber),
            None => None,
        };
        let Some((id, PackedContext { is_sampled, .. })) = parent else { return };
        if !is_sampled && !keep_rules::exist() {
            return;
        }
        let time = dated::date(Started::now());
        Fields::read(
            |fields| event.record(fields),
            |fields| {
                let left_out = fields.left_out;
                let record = EventRecord { metadata: event.metadata(), time, attributes: Default::default(), left_out };
                self.spans.with(&Id::from_u64(id), |span| {
                    span.extra().into_iter().for_each(|extra| extra.add_event(record, &fields.attributes));
                });
            },
        );
    }

    pub(super) fn link(&self, id: &Id, follows: &Id) {
        let Some(follows) = self.spans.context(follows) else { return };
        let link = TraceContext::from(follows);
        self.spans.with(id, |span| span.extra().into_iter().for_each(|extra| extra.add_link(link)));
    }

    #[inline]
    pub(super) fn close(&self, id: &Id) {
        if let Some(span) = self.spans.close(id) {
            self.finish(&span);
            span.recycle();
        }
        if std::thread::panicking() {
            // If another layer panics when the span is exited, `on_exit` is not called.
            stack::forget_span(self.spans.key(id), stack::Layer::Collector);
        }
    }

    /// Turns an open span into a record.
    #[inline]
    fn finish(&self, span: &OpenSpan) {
        if span.use_of != Use::Recorded {
            return;
        }
        let record = record(span);
        let is_outermost = span.kind != Kind::Inner;
        let (details, local) = match &span.extra {
            Some(extra) => (Some(&extra.details), extra.local.as_deref()),
            None => (None, None),
        };
        match local {
            None => {
                // If nothing else runs here, the outermost span ends elsewhere.
                let is_last = is_outermost || stack::innermost_span(self.spans.subscriber).is_none();
                self.buffers.push(record, details, is_last);
            }
            Some(local) => {
                if !local.push(record, details) {
                    self.buffers.receiver().lose(1);
                }
                if let Some(kept) = is_outermost.then(|| local.decide()).flatten() {
                    self.buffers.receiver().pass(Arc::new(kept));
                }
            }
        }
    }
}

/// Creates the record of a span that ends now.
#[inline]
fn record(span: &OpenSpan) -> SpanRecord {
    let now = Started::now();
    let end = dated::date(now);
    let duration = now.since(span.started).or_else(|| span.started.elapsed()).unwrap_or_default();
    SpanRecord {
        context: span.context,
        parent: span.parent,
        metadata: span.metadata,
        start: end.saturating_sub(duration),
        end,
        attributes: Default::default(),
        events: (0, 0),
        links: (0, 0),
        left_out: LeftOut::default(),
        status: span.status,
        outcome: span.outcome,
        has_remote_parent: span.kind == Kind::Remote,
    }
}

impl fmt::Debug for SpanCollector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SpanCollector").field("lost_spans", &self.lost_spans()).finish_non_exhaustive()
    }
}

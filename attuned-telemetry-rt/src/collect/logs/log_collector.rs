//! Collects log events.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::Event;

use super::log_fields::{LogFields, LogTexts};
use super::log_record::LogRecord;
use super::targets::{LeftOut, OF_DELIVERY};
use crate::collect::attributes::visitor::Fields;
use crate::collect::consumers::LogConsumer;
use crate::collect::limits;
use crate::collect::open_spans::table::OpenSpans;
use crate::core::clock::{Started, dated};
use crate::core::context::readers;
use crate::core::context::trace_context::TraceContext;
use crate::core::verdict::caught::caught;
use crate::delivery::guard;

/// A layer of a `tracing` subscriber that collects all events, with the ids of their span. Events of the crate `log`
/// are collected if they are forwarded to `tracing`, as by `tracing_log`.
///
/// The ids are those of [`TraceContext::current`](crate::TraceContext::current), whether the trace is sampled or not.
/// For the ids of `tracing` spans, the subscriber also needs the layer [`TraceIds`](crate::collect::TraceIds) or a
/// [`SpanCollector`](crate::collect::SpanCollector), added before this layer.
///
/// Events of the crates that deliver are left out, because their delivery would cause more events: `h2`, `hyper`,
/// `hyper_util`, `opentelemetry` and the crates `opentelemetry_…`, `reqwest`, `rustls`, `tonic`, `tower`, and the
/// delivery of this crate. [`with_left_out`](Self::with_left_out) sets other targets. Events of a thread that delivers
/// are left out in any case.
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use attuned_telemetry_rt::collect::{LogCollector, LogRecord};
/// use tracing_subscriber::layer::SubscriberExt as _;
///
/// let messages = Arc::new(Mutex::new(Vec::new()));
/// let seen = messages.clone();
/// let consumer = move |record: LogRecord| seen.lock().unwrap().push(record.message().to_owned());
/// let subscriber = tracing_subscriber::registry().with(LogCollector::new(Arc::new(consumer)));
/// tracing::subscriber::with_default(subscriber, || tracing::info!(order = 7, "placed"));
/// assert_eq!(*messages.lock().unwrap(), ["placed"]);
/// ```
pub struct LogCollector {
    consumer: Arc<dyn LogConsumer>,
    left_out: LeftOut,
    /// The open spans of the subscriber, if another layer knows them.
    spans: Option<Arc<OpenSpans>>,
    lost: AtomicU64,
}

impl LogCollector {
    /// Creates the layer. From then on, annotated calls have a trace id and a span id.
    #[must_use]
    pub fn new(consumer: Arc<dyn LogConsumer>) -> Self {
        readers::want();
        Self { consumer, left_out: LeftOut::new(OF_DELIVERY), spans: None, lost: AtomicU64::new(0) }
    }

    /// Sets the targets whose events are left out, with everything below them: `hyper` also stands for `hyper::proto`.
    #[must_use]
    pub fn with_left_out(self, targets: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self { left_out: LeftOut::new(targets), ..self }
    }

    /// Returns the targets that are left out by default.
    #[must_use]
    pub fn left_out_by_default() -> &'static [&'static str] {
        &OF_DELIVERY
    }

    /// Returns the number of events that the consumer did not get, because it panicked.
    #[must_use]
    pub fn lost_records(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Prepares the layer for being added to a subscriber, of which another layer knows the open spans.
    pub(crate) fn add(&mut self, spans: Option<Arc<OpenSpans>>) {
        if spans.is_some() {
            self.spans = spans;
        }
    }

    pub(crate) fn collect(&self, event: &Event<'_>) {
        if caught(|| self.consumer.is_enabled()) == Some(false) {
            return;
        }
        // The target of an event of the crate `log` is one of its fields.
        let is_of_log = event.metadata().target() == "log";
        if guard::is_delivering() || !is_of_log && self.left_out.contains(event.metadata().target()) {
            return;
        }
        let time = dated::date(Started::now());
        let mut texts = LogTexts::default();
        let record = Fields::read(
            limits::of_log(),
            |fields| {
                let mut visitor = LogFields { fields, texts, is_of_log };
                event.record(&mut visitor);
                texts = visitor.texts;
            },
            |fields| self.record(event, fields),
        );
        let record = LogRecord { time, texts, ..record };
        if is_of_log && self.left_out.contains(record.target()) {
            return;
        }
        let _delivering = guard::enter();
        if caught(|| self.consumer.consume(record)).is_none() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn record(&self, event: &Event<'_>, fields: &Fields) -> LogRecord {
        LogRecord {
            metadata: event.metadata(),
            time: 0,
            context: self.context(event),
            attributes: fields.attributes.copy(),
            texts: LogTexts::default(),
            left_out: fields.left_out,
        }
    }

    /// Returns the ids of the event's explicit parent span or, if it has none, of the running code.
    fn context(&self, event: &Event<'_>) -> Option<TraceContext> {
        match event.parent() {
            Some(parent) => self.spans.as_ref()?.context(parent).map(TraceContext::from),
            None if event.is_contextual() => TraceContext::current(),
            None => None,
        }
    }
}

impl fmt::Debug for LogCollector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("LogCollector").field("left_out", &self.left_out).finish_non_exhaustive()
    }
}

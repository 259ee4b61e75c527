//! A consumer that keeps what it gets.

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use attuned_telemetry_rt::collect::{SpanBatch, SpanCollector, SpanStatus};
use attuned_telemetry_rt::{Outcome, SpanId, TraceContext, TraceId};
use tracing::Dispatch;
use tracing_subscriber::layer::SubscriberExt as _;

/// A copy of a finished span.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) name: &'static str,
    pub(crate) context: TraceContext,
    pub(crate) parent: Option<SpanId>,
    pub(crate) has_remote_parent: bool,
    pub(crate) start: SystemTime,
    pub(crate) end: SystemTime,
    pub(crate) status: SpanStatus,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) attributes: Vec<(&'static str, String)>,
    pub(crate) events: Vec<Vec<(&'static str, String)>>,
    pub(crate) links: Vec<TraceContext>,
    pub(crate) dropped: [u32; 3],
}

impl Span {
    pub(crate) fn trace_id(&self) -> TraceId {
        self.context.trace_id
    }

    pub(crate) fn span_id(&self) -> SpanId {
        self.context.span_id
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}

/// Keeps all spans, in the order in which they arrive.
#[derive(Clone, Default)]
pub(crate) struct Spans(Arc<Mutex<Vec<Span>>>);

impl Spans {
    /// A collector that passes its spans on to this consumer.
    pub(crate) fn collector(&self) -> SpanCollector {
        let spans = self.clone();
        SpanCollector::new(Arc::new(move |batch: Arc<SpanBatch>| {
            spans.0.lock().unwrap().extend(batch.spans().map(|span| {
                Span {
                    name: span.name(),
                    context: span.context(),
                    parent: span.parent_span_id(),
                    has_remote_parent: span.has_remote_parent(),
                    start: span.start(),
                    end: span.end(),
                    status: span.status(),
                    outcome: span.outcome(),
                    attributes: span.attributes().iter().map(|(name, value)| (kept(name), value.to_string())).collect(),
                    events: span
                        .events()
                        .map(|event| {
                            event.attributes().iter().map(|(name, value)| (kept(name), value.to_string())).collect()
                        })
                        .collect(),
                    links: span.links().to_vec(),
                    dropped: [span.dropped_attributes(), span.dropped_events(), span.dropped_links()],
                }
            }));
        }))
    }

    /// A subscriber with such a collector.
    pub(crate) fn dispatch(&self) -> Dispatch {
        Dispatch::new(tracing_subscriber::registry().with(self.collector()))
    }

    /// Runs `scope` with such a subscriber.
    pub(crate) fn collect<R>(&self, scope: impl FnOnce() -> R) -> R {
        tracing::dispatcher::with_default(&self.dispatch(), scope)
    }

    pub(crate) fn all(&self) -> Vec<Span> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.all().iter().map(|span| span.name).collect()
    }

    /// Returns the only span with this name.
    pub(crate) fn named(&self, name: &str) -> Span {
        let all = self.all();
        let mut found = all.iter().filter(|span| span.name == name);
        match (found.next(), found.next()) {
            (Some(span), None) => span.clone(),
            _ => panic!("expected one span `{name}` in {all:?}"),
        }
    }
}

/// Runs `scope`, and returns the spans that were collected meanwhile.
pub(crate) fn collect(scope: impl FnOnce()) -> Spans {
    let spans = Spans::default();
    spans.collect(scope);
    spans
}

/// Keeps the name of an attribute until the end of the test program.
pub(crate) fn kept(name: &str) -> &'static str {
    name.to_owned().leak()
}

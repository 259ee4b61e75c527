//! Assigns trace ids and span ids to `tracing` spans.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tracing::span::Id;

use super::table::OpenSpans;
use crate::TraceContext;
use crate::core::context::readers;

/// A layer that assigns a trace id and a span id to every `tracing` span. A span without a parent starts a trace. Every
/// other span belongs to the trace of its parent. The parent of a span can be an annotated call, and the parent of a
/// call can be a span.
///
/// `TelemetryBuilder::with_tracing` installs it. You can also add it to your own subscriber, if the subscriber is based
/// on `tracing_subscriber::registry()`. A clone is a handle to the ids of the same subscriber; a clone that is added to
/// another subscriber has its own ids. In a subscriber with a [`SpanCollector`](crate::collect::SpanCollector), both
/// layers have the same ids.
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
#[derive(Clone)]
pub struct TraceIds(Arc<Shared>);

/// The ids of a subscriber.
struct Shared {
    is_added: AtomicBool,
    spans: Arc<OpenSpans>,
    /// The open spans of a [`SpanCollector`] that was added to the subscriber before this layer.
    collected: OnceLock<Arc<OpenSpans>>,
}

impl TraceIds {
    /// Creates the layer. From then on, annotated calls have a trace id and a span id, too.
    #[must_use]
    pub fn new() -> Self {
        readers::want();
        Self::empty()
    }

    /// Creates the layer for a subscriber that may not be installed: annotated calls have no ids yet.
    #[cfg(feature = "init")]
    pub(crate) fn not_installed() -> Self {
        Self::empty()
    }

    fn empty() -> Self {
        let (is_added, spans) = (AtomicBool::new(false), Arc::new(OpenSpans::new()));
        Self(Arc::new(Shared { is_added, spans, collected: OnceLock::new() }))
    }

    /// Returns the trace context of an open span, for custom layers. Code that runs in the span can call
    /// [`TraceContext::current`] instead.
    #[must_use]
    pub fn of_span(&self, id: &Id) -> Option<TraceContext> {
        self.spans().find_context(id).map(TraceContext::from)
    }

    /// Prepares the layer for being added to a subscriber, whose collector has these open spans.
    pub(crate) fn add(&mut self, collected: Option<Arc<OpenSpans>>) {
        if self.0.is_added.swap(true, Ordering::Relaxed) {
            *self = Self::empty();
            self.0.is_added.store(true, Ordering::Relaxed);
        }
        if let Some(spans) = collected {
            let _ = self.0.collected.set(spans);
        }
    }

    /// The open spans of the subscriber.
    pub(crate) fn spans(&self) -> &Arc<OpenSpans> {
        self.0.collected.get().unwrap_or(&self.0.spans)
    }
}

impl Default for TraceIds {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TraceIds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TraceIds").finish_non_exhaustive()
    }
}

//! Gives every span its place in a trace.

use tracing::span::{Attributes, Id};
use tracing::{Dispatch, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::{LookupSpan, Registry};

use crate::core::context::trace_context::{SpanId, TraceContext, TraceId, look_up_with};

/// Gives every span random ids: a span without a parent begins a trace, every other one belongs to its parent's.
///
/// A layer of `tracing_subscriber::registry()`; `TelemetryBuilder` puts it there. Audit records and log lines show the
/// ids.
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
#[derive(Debug, Default)]
pub struct TraceIds;

impl TraceIds {
    /// The layer.
    #[must_use]
    pub fn new() -> Self {
        look_up_with(look_up);
        Self
    }
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for TraceIds {
    fn on_new_span(&self, _attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let parent = span.parent().and_then(|parent| parent.extensions().get::<TraceContext>().copied());
        let trace_id = parent.map_or_else(|| TraceId(fastrand::u128(1..)), |parent| parent.trace_id);
        span.extensions_mut().replace(TraceContext { trace_id, span_id: SpanId(fastrand::u64(1..)) });
    }
}

fn look_up(dispatch: &Dispatch, id: &Id) -> Option<TraceContext> {
    let span = dispatch.downcast_ref::<Registry>()?.span(id)?;
    span.extensions().get::<TraceContext>().copied()
}

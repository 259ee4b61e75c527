//! A finished span, as adapters read it.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tracing::Metadata;

use super::record::{EventRecord, SpanRecord};
use super::span_batch::SpanBatch;
use super::status::SpanStatus;
use crate::collect::attributes::list::Attributes;
use crate::collect::attributes::value::AttributeValue;
use crate::core::context::ids::{SpanId, TraceId};
use crate::core::context::trace_context::TraceContext;
use crate::core::verdict::outcome::Outcome;

impl SpanBatch {
    /// Returns the spans, in the order in which they finished.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = FinishedSpan<'_>> {
        self.spans.iter().map(|record| FinishedSpan { batch: self, record })
    }
}

impl fmt::Debug for SpanBatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.spans()).finish()
    }
}

/// A span that has finished.
#[derive(Clone, Copy)]
pub struct FinishedSpan<'batch> {
    pub(super) batch: &'batch SpanBatch,
    pub(super) record: &'batch SpanRecord,
}

impl<'batch> FinishedSpan<'batch> {
    /// Returns the ids. The trace is not sampled if the span was collected because of a
    /// [keep rule](crate::collect::KeepRules) only.
    #[must_use]
    pub fn context(self) -> TraceContext {
        self.record.context.into()
    }

    /// Returns the id of the trace.
    #[must_use]
    pub fn trace_id(self) -> TraceId {
        self.record.context.trace_id()
    }

    /// Returns the id of the span.
    #[must_use]
    pub fn span_id(self) -> SpanId {
        self.record.context.span_id()
    }

    /// Returns the id of the parent: a span of this process or of another one. `None` for the first span of a trace.
    #[must_use]
    pub fn parent_span_id(self) -> Option<SpanId> {
        self.record.parent
    }

    /// Whether the parent is a span of another process.
    #[must_use]
    pub fn has_remote_parent(self) -> bool {
        self.record.has_remote_parent
    }

    /// Returns the place in the code that opens the span: target, level, file and line.
    #[must_use]
    pub fn metadata(self) -> &'static Metadata<'static> {
        self.record.metadata
    }

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.record.metadata.name()
    }

    /// Returns when the span was opened.
    #[must_use]
    pub fn start(self) -> SystemTime {
        time(self.record.start)
    }

    /// Returns when the span was closed. It is never before [`start`](Self::start).
    #[must_use]
    pub fn end(self) -> SystemTime {
        time(self.record.end)
    }

    /// Returns when the span was opened, in nanoseconds since 1970.
    #[must_use]
    pub fn start_nanoseconds(self) -> u64 {
        self.record.start
    }

    /// Returns when the span was closed, in nanoseconds since 1970.
    #[must_use]
    pub fn end_nanoseconds(self) -> u64 {
        self.record.end
    }

    /// Returns the time from start to end.
    #[must_use]
    pub fn duration(self) -> Duration {
        Duration::from_nanos(self.record.end.saturating_sub(self.record.start))
    }

    /// Returns the status: the field `otel.status_code`.
    #[must_use]
    pub fn status(self) -> SpanStatus {
        self.record.status
    }

    /// Returns the description of the status: the field `otel.status_message` or `otel.status_description`.
    #[must_use]
    pub fn status_message(self) -> Option<AttributeValue<'batch>> {
        let attributes = self.attributes();
        attributes.get("otel.status_message").or_else(|| attributes.get("otel.status_description"))
    }

    /// Returns the type of the error: the field `error.type`.
    #[must_use]
    pub fn error_type(self) -> Option<AttributeValue<'batch>> {
        self.attributes().get("error.type")
    }

    /// Returns the outcome of an annotated call: the field `status`, if its value is one of the outcomes.
    #[must_use]
    pub fn outcome(self) -> Option<Outcome> {
        self.record.outcome
    }

    /// Returns the attributes: all fields except `otel.status_code`. [`CollectLimits`](crate::collect::CollectLimits)
    /// are their limits, and their texts have at most 64 KiB.
    #[must_use]
    pub fn attributes(self) -> Attributes<'batch> {
        let status = self.record.outcome.map(|outcome| ("status", AttributeValue::Text(outcome.as_str())));
        self.attributes_besides_outcome().with_first(status)
    }

    /// Returns the attributes without the [outcome](Self::outcome).
    pub(crate) fn attributes_besides_outcome(self) -> Attributes<'batch> {
        self.batch.attributes.range(self.record.attributes)
    }

    /// Returns the events, with the limits of [`CollectLimits`](crate::collect::CollectLimits).
    pub fn events(self) -> impl ExactSizeIterator<Item = SpanEvent<'batch>> {
        let Self { batch, record } = self;
        let (start, end) = record.events;
        let events = batch.events.get(start as usize..end as usize).unwrap_or_default();
        events.iter().map(move |record| SpanEvent { batch, record })
    }

    /// Returns the spans that this span follows from, with the limits of
    /// [`CollectLimits`](crate::collect::CollectLimits).
    #[must_use]
    pub fn links(self) -> &'batch [TraceContext] {
        let (start, end) = self.record.links;
        self.batch.links.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Returns the number of attributes that were left out because of the limits.
    #[must_use]
    pub fn dropped_attributes(self) -> u32 {
        self.record.left_out.attributes
    }

    /// Returns the number of events that were left out because of the limits.
    #[must_use]
    pub fn dropped_events(self) -> u32 {
        self.record.left_out.events
    }

    /// Returns the number of links that were left out because of the limits.
    #[must_use]
    pub fn dropped_links(self) -> u32 {
        self.record.left_out.links
    }
}

impl fmt::Debug for FinishedSpan<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FinishedSpan")
            .field("name", &self.name())
            .field("context", &self.context())
            .field("parent_span_id", &self.parent_span_id())
            .field("duration", &self.duration())
            .field("status", &self.status())
            .field("attributes", &self.attributes())
            .finish_non_exhaustive()
    }
}

/// An event that happened in a span.
#[derive(Clone, Copy)]
pub struct SpanEvent<'batch> {
    batch: &'batch SpanBatch,
    record: &'batch EventRecord,
}

impl<'batch> SpanEvent<'batch> {
    /// Returns the place in the code that emits the event: target, level, file and line.
    #[must_use]
    pub fn metadata(self) -> &'static Metadata<'static> {
        self.record.metadata
    }

    /// Returns when it happened.
    #[must_use]
    pub fn time(self) -> SystemTime {
        time(self.record.time)
    }

    /// Returns when it happened, in nanoseconds since 1970.
    #[must_use]
    pub fn time_nanoseconds(self) -> u64 {
        self.record.time
    }

    /// Returns the attributes: all fields of the event, `message` included.
    #[must_use]
    pub fn attributes(self) -> Attributes<'batch> {
        self.batch.event_attributes.range(self.record.attributes)
    }

    /// Returns the number of attributes that were left out because of the limits.
    #[must_use]
    pub fn dropped_attributes(self) -> u32 {
        self.record.left_out
    }
}

impl fmt::Debug for SpanEvent<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SpanEvent").field("attributes", &self.attributes()).finish_non_exhaustive()
    }
}

/// Returns the time that is this many nanoseconds after 1970.
pub(crate) fn time(nanoseconds: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_nanos(nanoseconds)).unwrap_or(UNIX_EPOCH)
}

//! Encodes finished spans.

use std::ops::Range;
use std::sync::Arc;

use super::callsites::Callsites;
use super::outcomes::Outcomes;
use super::span;
use crate::collect::{AttributeValue, FinishedSpan, SpanBatch};
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::common::resource;
use crate::export::otlp::encode::fields::trace;
use crate::export::otlp::encode::request::{Layout, Part, Request};
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::settings::resolved::LimitSettings;

/// Encodes requests of spans. It remembers what all spans of one place in the code have in common.
pub(crate) struct TraceEncoder(Spans);

enum Spans {
    Protobuf(SpansOf<Protobuf>),
    Json(SpansOf<Json>),
}

/// Encodes spans in one format.
struct SpansOf<W> {
    request: Request<W>,
    callsites: Callsites,
    outcomes: Outcomes,
    with_location: bool,
    limits: LimitSettings,
}

/// `ExportTraceServiceRequest`
const LAYOUT: Layout = Layout {
    resources: trace::request::RESOURCE_SPANS,
    resource: trace::resource_spans::RESOURCE,
    scopes: trace::resource_spans::SCOPE_SPANS,
    scope: trace::scope_spans::SCOPE,
    items: trace::scope_spans::SPANS,
};

impl TraceEncoder {
    /// Creates an encoder of spans with this resource.
    pub(crate) fn new<'a>(format: Format, resource: impl IntoIterator<Item = (&'a str, AttributeValue<'a>)>) -> Self {
        Self(match format {
            Format::Protobuf => Spans::Protobuf(SpansOf::new(resource)),
            Format::Json => Spans::Json(SpansOf::new(resource)),
        })
    }

    /// Adds the attributes `code.file.path` and `code.line.number` to spans without such attributes of their own. They
    /// make a request about twice as large, which costs little until it is compressed.
    pub(crate) fn with_code_location(mut self, with_location: bool) -> Self {
        match &mut self.0 {
            Spans::Protobuf(spans) => spans.with_location = with_location,
            Spans::Json(spans) => spans.with_location = with_location,
        }
        self
    }

    /// Leaves out what exceeds the limits. It is counted as dropped.
    pub(crate) fn with_limits(mut self, limits: LimitSettings) -> Self {
        match &mut self.0 {
            Spans::Protobuf(spans) => spans.limits = limits,
            Spans::Json(spans) => spans.limits = limits,
        }
        self
    }

    /// Encodes the spans with these indices among all spans of the batches, as far as they fit into `limit` bytes. The
    /// next request starts after the [length](Part::len) of the result.
    pub(crate) fn encode(&mut self, batches: &[Arc<SpanBatch>], range: Range<usize>, limit: usize) -> Part {
        match &mut self.0 {
            Spans::Protobuf(spans) => spans.encode(batches, range, limit),
            Spans::Json(spans) => spans.encode(batches, range, limit),
        }
    }
}

impl TraceEncoder {
    /// Encodes one span, if it fits into `limit` bytes.
    pub(crate) fn encode_span(&mut self, span: FinishedSpan<'_>, limit: usize) -> Part {
        match &mut self.0 {
            Spans::Protobuf(spans) => spans.encode_span(span, limit),
            Spans::Json(spans) => spans.encode_span(span, limit),
        }
    }
}

impl<W: Writer> SpansOf<W> {
    fn new<'a>(attributes: impl IntoIterator<Item = (&'a str, AttributeValue<'a>)>) -> Self {
        let request = Request::new(&LAYOUT, resource::encoded::<W>(attributes));
        Self {
            request,
            callsites: Callsites::default(),
            outcomes: Outcomes::new::<W>(),
            with_location: false,
            limits: LimitSettings::NONE,
        }
    }

    fn encode(&mut self, batches: &[Arc<SpanBatch>], range: Range<usize>, limit: usize) -> Part {
        self.request.start(limit);
        let mut first = 0;
        for batch in batches {
            let start = range.start.saturating_sub(first).min(batch.len());
            let end = range.end.saturating_sub(first).min(batch.len());
            first += batch.len();
            let mut spans = batch.spans().skip(start).take(end.saturating_sub(start));
            if !spans.all(|finished| self.add(finished)) {
                break;
            }
        }
        self.request.finish()
    }

    fn encode_span(&mut self, span: FinishedSpan<'_>, limit: usize) -> Part {
        self.request.start(limit);
        self.add(span);
        self.request.finish()
    }

    /// Adds a span, unless the request is full.
    #[inline]
    fn add(&mut self, finished: FinishedSpan<'_>) -> bool {
        let Self { request, callsites, outcomes, with_location, limits } = self;
        let callsite = callsites.get(finished.metadata(), request, *with_location);
        request.add(callsite.scope, |writer| span::write(writer, finished, callsite, outcomes, limits))
    }
}

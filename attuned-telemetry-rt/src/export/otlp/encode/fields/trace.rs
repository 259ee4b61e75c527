//! `opentelemetry.proto.trace.v1`, and the request of `opentelemetry.proto.collector.trace.v1`.
//!
//! Source:
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/trace/v1/trace.proto>,
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/collector/trace/v1/trace_service.proto>

/// `ExportTraceServiceRequest`
pub(crate) mod request {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const RESOURCE_SPANS: Field = Field::long(1, "resourceSpans");
}

/// `ResourceSpans`
pub(crate) mod resource_spans {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const RESOURCE: Field = Field::medium(1, "resource");
    pub(crate) const SCOPE_SPANS: Field = Field::long(2, "scopeSpans");
}

/// `ScopeSpans`
pub(crate) mod scope_spans {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const SCOPE: Field = Field::short(1, "scope");
    pub(crate) const SPANS: Field = Field::medium(2, "spans");
}

/// `Span`
pub(crate) mod span {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const TRACE_ID: Field = Field::value(1, "traceId");
    pub(crate) const SPAN_ID: Field = Field::value(2, "spanId");
    pub(crate) const PARENT_SPAN_ID: Field = Field::value(4, "parentSpanId");
    pub(crate) const FLAGS: Field = Field::value(16, "flags");
    pub(crate) const NAME: Field = Field::value(5, "name");
    pub(crate) const KIND: Field = Field::value(6, "kind");
    pub(crate) const START_TIME_UNIX_NANO: Field = Field::value(7, "startTimeUnixNano");
    pub(crate) const END_TIME_UNIX_NANO: Field = Field::value(8, "endTimeUnixNano");
    pub(crate) const ATTRIBUTES: Field = Field::short(9, "attributes");
    pub(crate) const DROPPED_ATTRIBUTES_COUNT: Field = Field::value(10, "droppedAttributesCount");
    pub(crate) const EVENTS: Field = Field::short(11, "events");
    pub(crate) const DROPPED_EVENTS_COUNT: Field = Field::value(12, "droppedEventsCount");
    pub(crate) const LINKS: Field = Field::short(13, "links");
    pub(crate) const DROPPED_LINKS_COUNT: Field = Field::value(14, "droppedLinksCount");
    pub(crate) const STATUS: Field = Field::short(15, "status");
}

/// `Span.Event`
pub(crate) mod event {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const TIME_UNIX_NANO: Field = Field::value(1, "timeUnixNano");
    pub(crate) const NAME: Field = Field::value(2, "name");
    pub(crate) const ATTRIBUTES: Field = Field::short(3, "attributes");
    pub(crate) const DROPPED_ATTRIBUTES_COUNT: Field = Field::value(4, "droppedAttributesCount");
}

/// `Span.Link`
pub(crate) mod link {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const TRACE_ID: Field = Field::value(1, "traceId");
    pub(crate) const SPAN_ID: Field = Field::value(2, "spanId");
    pub(crate) const FLAGS: Field = Field::value(6, "flags");
}

/// `Status`
pub(crate) mod status {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const MESSAGE: Field = Field::value(2, "message");
    pub(crate) const CODE: Field = Field::value(3, "code");
}

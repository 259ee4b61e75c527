//! `opentelemetry.proto.logs.v1`, and the request of `opentelemetry.proto.collector.logs.v1`.
//!
//! Source: <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/logs/v1/logs.proto>,
//! <https://github.com/open-telemetry/opentelemetry-proto/blob/v1.10.0/opentelemetry/proto/collector/logs/v1/logs_service.proto>

/// `ExportLogsServiceRequest`
pub(crate) mod request {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const RESOURCE_LOGS: Field = Field::long(1, "resourceLogs");
}

/// `ResourceLogs`
pub(crate) mod resource_logs {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const RESOURCE: Field = Field::medium(1, "resource");
    pub(crate) const SCOPE_LOGS: Field = Field::long(2, "scopeLogs");
}

/// `ScopeLogs`
pub(crate) mod scope_logs {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const SCOPE: Field = Field::short(1, "scope");
    pub(crate) const LOG_RECORDS: Field = Field::medium(2, "logRecords");
}

/// `LogRecord`
pub(crate) mod log_record {
    use crate::export::otlp::encode::writer::field::Field;

    pub(crate) const TIME_UNIX_NANO: Field = Field::value(1, "timeUnixNano");
    pub(crate) const SEVERITY_NUMBER: Field = Field::value(2, "severityNumber");
    pub(crate) const SEVERITY_TEXT: Field = Field::value(3, "severityText");
    pub(crate) const BODY: Field = Field::short(5, "body");
    pub(crate) const ATTRIBUTES: Field = Field::short(6, "attributes");
    pub(crate) const DROPPED_ATTRIBUTES_COUNT: Field = Field::value(7, "droppedAttributesCount");
    pub(crate) const FLAGS: Field = Field::value(8, "flags");
    pub(crate) const TRACE_ID: Field = Field::value(9, "traceId");
    pub(crate) const SPAN_ID: Field = Field::value(10, "spanId");
    pub(crate) const OBSERVED_TIME_UNIX_NANO: Field = Field::value(11, "observedTimeUnixNano");
    pub(crate) const EVENT_NAME: Field = Field::value(12, "eventName");
}

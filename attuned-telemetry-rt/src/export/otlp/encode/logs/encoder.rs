//! Encodes log records.

use super::record;
use super::targets::Targets;
use crate::collect::{AttributeValue, LogRecord};
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::common::resource;
use crate::export::otlp::encode::fields::logs;
use crate::export::otlp::encode::request::{Layout, Part, Request};
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::settings::resolved::LimitSettings;

/// Encodes requests of log records.
pub(crate) struct LogEncoder(Records);

enum Records {
    Protobuf(RecordsOf<Protobuf>),
    Json(RecordsOf<Json>),
}

/// Encodes log records in one format.
struct RecordsOf<W> {
    request: Request<W>,
    targets: Targets,
    with_location: bool,
    limits: LimitSettings,
}

/// `ExportLogsServiceRequest`
const LAYOUT: Layout = Layout {
    resources: logs::request::RESOURCE_LOGS,
    resource: logs::resource_logs::RESOURCE,
    scopes: logs::resource_logs::SCOPE_LOGS,
    scope: logs::scope_logs::SCOPE,
    items: logs::scope_logs::LOG_RECORDS,
};

impl LogEncoder {
    /// Creates an encoder of log records with this resource.
    pub(crate) fn new<'a>(format: Format, resource: impl IntoIterator<Item = (&'a str, AttributeValue<'a>)>) -> Self {
        Self(match format {
            Format::Protobuf => Records::Protobuf(RecordsOf::new(resource)),
            Format::Json => Records::Json(RecordsOf::new(resource)),
        })
    }

    /// Adds the attributes `code.file.path` and `code.line.number` to records without such attributes of their own.
    pub(crate) fn with_code_location(mut self, with_location: bool) -> Self {
        match &mut self.0 {
            Records::Protobuf(records) => records.with_location = with_location,
            Records::Json(records) => records.with_location = with_location,
        }
        self
    }

    /// Leaves out what exceeds the limits. It is counted as dropped.
    pub(crate) fn with_limits(mut self, limits: LimitSettings) -> Self {
        match &mut self.0 {
            Records::Protobuf(records) => records.limits = limits,
            Records::Json(records) => records.limits = limits,
        }
        self
    }

    /// Encodes the first of the records, as far as they fit into `limit` bytes. The next request starts after the
    /// [length](Part::len) of the result.
    pub(crate) fn encode(&mut self, records: &[LogRecord], limit: usize) -> Part {
        match &mut self.0 {
            Records::Protobuf(encoder) => encoder.encode(records, limit),
            Records::Json(encoder) => encoder.encode(records, limit),
        }
    }
}

impl<W: Writer> RecordsOf<W> {
    fn new<'a>(attributes: impl IntoIterator<Item = (&'a str, AttributeValue<'a>)>) -> Self {
        let request = Request::new(&LAYOUT, resource::encoded::<W>(attributes));
        Self { request, targets: Targets::default(), with_location: false, limits: LimitSettings::NONE }
    }

    fn encode(&mut self, records: &[LogRecord], limit: usize) -> Part {
        let Self { request, targets, with_location, limits } = self;
        targets.limit(request);
        request.start(limit);
        for logged in records {
            let scope = targets.scope(logged.target(), request);
            if !request.add(scope, |writer| record::write(writer, logged, *with_location, limits)) {
                break;
            }
        }
        request.finish()
    }
}

//! Log lines as JSON.

use std::fmt;

use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{Format, Json, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::event_traces::EventTraces;
use crate::TraceContext;
use crate::core::text::json;
use crate::init::tracing_config::TracingConfig;

/// Writes one JSON object per line: the service and the trace, then the output of `tracing_subscriber`.
pub(crate) struct JsonLines {
    format: Format<Json>,
    /// The name of the service, encoded as a JSON string.
    service_name: String,
    traces: EventTraces,
}

impl JsonLines {
    pub(crate) fn new(config: &TracingConfig, traces: EventTraces) -> Self {
        let format = Format::default()
            .json()
            .with_target(config.include_target)
            .with_file(config.include_file_line)
            .with_line_number(config.include_file_line);
        let service_name = json::escaped(serde_json::Value::from(config.service_name.as_str()).to_string());
        Self { format, service_name, traces }
    }
}

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut line = String::new();
        self.format.format_event(context, Writer::new(&mut line), event)?;
        write!(writer, r#"{{"service.name":{}"#, self.service_name)?;
        if let Some(TraceContext { trace_id, span_id, .. }) = self.traces.of(event) {
            write!(writer, r#","trace_id":"{trace_id}","span_id":"{span_id}""#)?;
        }
        let line = json::escaped(line);
        write!(writer, ",{}", line.strip_prefix('{').unwrap_or(&line))
    }
}

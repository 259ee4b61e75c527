//! Log lines as JSON.

use std::fmt;

use tracing::{Event, Subscriber};
use tracing_log::NormalizeEvent as _;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

use super::event_traces::EventTraces;
use super::json_fields::{self, JsonFields};
use crate::TraceContext;
use crate::core::text::json;
use crate::init::tracing_config::TracingConfig;

/// Writes one JSON object per line, in which no key occurs twice.
pub(crate) struct JsonLines {
    include_target: bool,
    include_file_line: bool,
    /// The name of the service, encoded as a JSON string.
    service_name: String,
    traces: EventTraces,
}

impl JsonLines {
    pub(crate) fn new(config: &TracingConfig, traces: EventTraces) -> Self {
        let TracingConfig { include_target, include_file_line, .. } = *config;
        Self { include_target, include_file_line, service_name: json::quoted(&config.service_name), traces }
    }
}

impl<S: Subscriber + for<'lookup> LookupSpan<'lookup>> FormatEvent<S, JsonFields> for JsonLines {
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        // An event of the `log` crate has its target and location in fields.
        let normalized = event.normalized_metadata();
        let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
        write!(writer, r#"{{"service.name":{}"#, self.service_name)?;
        if let Some(TraceContext { trace_id, span_id, .. }) = self.traces.of(event) {
            write!(writer, r#","trace_id":"{trace_id}","span_id":"{span_id}""#)?;
        }
        writer.write_str(r#","timestamp":""#)?;
        SystemTime.format_time(&mut writer)?;
        write!(writer, r#"","level":"{}""#, metadata.level())?;
        write!(writer, r#","fields":{{{}}}"#, json_fields::of_event(event))?;
        if self.include_target {
            write!(writer, r#","target":{}"#, json::quoted(metadata.target()))?;
        }
        if let (true, Some(file)) = (self.include_file_line, metadata.file()) {
            write!(writer, r#","filename":{}"#, json::quoted(file))?;
        }
        if let (true, Some(line)) = (self.include_file_line, metadata.line()) {
            write!(writer, r#","line_number":{line}"#)?;
        }
        let spans: Vec<_> = context.event_scope().into_iter().flatten().map(|span| object(&span)).collect();
        if let Some(innermost) = spans.first() {
            let from_root: Vec<_> = spans.iter().rev().map(String::as_str).collect();
            write!(writer, r#","span":{innermost},"spans":[{}]"#, from_root.join(","))?;
        }
        writeln!(writer, "}}")
    }
}

/// Returns the object of a span: its name and its fields.
fn object<S: for<'lookup> LookupSpan<'lookup>>(span: &SpanRef<'_, S>) -> String {
    let name = json::quoted(span.name());
    match span.extensions().get::<FormattedFields<JsonFields>>() {
        // The fields are stored one on each line.
        Some(fields) if !fields.is_empty() => {
            format!(r#"{{"name":{name},{}}}"#, fields.fields.trim_end().replace('\n', ","))
        }
        _ => format!(r#"{{"name":{name}}}"#),
    }
}

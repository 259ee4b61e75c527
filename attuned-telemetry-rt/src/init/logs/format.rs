//! What a log line looks like. Text that comes from outside never begins a line of its own: control characters are
//! written as escapes.

use std::fmt::{self, Write};

use tracing::{Event, Metadata, Subscriber};
use tracing_log::NormalizeEvent as _;
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::{DefaultFields, Format, Json, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

use crate::core::context::trace_context::TraceContext;
#[cfg(feature = "opentelemetry")]
use crate::core::context::trace_context::of_opentelemetry;
use crate::core::text::escape::escape_controls;
use crate::init::tracing_config::TracingConfig;

/// One JSON object a line, with the service and the trace before what `tracing_subscriber` writes.
pub(crate) struct JsonLines {
    format: Format<Json>,
    service_name: String,
}

impl JsonLines {
    pub(crate) fn new(config: &TracingConfig) -> Self {
        let format = Format::default()
            .json()
            .with_target(config.include_target)
            .with_file(config.include_file_line)
            .with_line_number(config.include_file_line);
        // A Rust string in quotes is not always a JSON string, but a JSON value is.
        let service_name = serde_json::Value::from(config.service_name.as_str()).to_string();
        Self { format, service_name }
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
        if let Some(TraceContext { trace_id, span_id }) = trace_context(context, event) {
            write!(writer, r#","trace_id":"{trace_id}","span_id":"{span_id}""#)?;
        }
        let line = escape_controls(line);
        write!(writer, ",{}", line.strip_prefix('{').unwrap_or(&line))
    }
}

/// The trace of an event's span.
fn trace_context<S, N>(context: &FmtContext<'_, S, N>, event: &Event<'_>) -> Option<TraceContext>
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    #[cfg(feature = "opentelemetry")]
    if let (true, Some((context, _))) = (event.is_contextual(), of_opentelemetry()) {
        return Some(context);
    }
    let span = event.parent().and_then(|id| context.span(id)).or_else(|| context.lookup_current())?;
    span.extensions().get::<TraceContext>().copied()
}

/// Text for people: the event on one line, and behind it or below it the spans that it happened in.
pub(crate) struct Text {
    /// Whether spans and places have lines of their own.
    pub(crate) pretty: bool,
    pub(crate) include_target: bool,
    pub(crate) include_file_line: bool,
}

impl<S, N> FormatEvent<S, N> for Text
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        // What came through the `log` crate has its own target and place in fields.
        let normalized = event.normalized_metadata();
        let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
        SystemTime.format_time(&mut writer)?;
        write_level(&mut writer, metadata)?;
        if self.include_target {
            write!(writer, "{}: ", metadata.target())?;
        }
        context.field_format().format_fields(writer.by_ref(), event)?;
        let separator = if self.pretty { "\n    " } else { " " };
        if let (true, Some(file), Some(line)) = (self.include_file_line, metadata.file(), metadata.line()) {
            write!(writer, "{separator}at {file}:{line}")?;
        }
        for span in context.event_scope().into_iter().flatten() {
            write!(writer, "{separator}in {}", span.name())?;
            write_span::<S, N>(&mut writer, &span)?;
        }
        if let (true, Some(TraceContext { trace_id, span_id })) = (self.pretty, trace_context(context, event)) {
            write!(writer, "{separator}trace {trace_id} span {span_id}")?;
        }
        writeln!(writer)
    }
}

fn write_span<S, N>(writer: &mut Writer<'_>, span: &SpanRef<'_, S>) -> fmt::Result
where
    S: for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    match span.extensions().get::<FormattedFields<N>>() {
        Some(fields) if !fields.is_empty() => write!(writer, "{{{fields}}}"),
        _ => Ok(()),
    }
}

/// ` INFO `, in colour where the terminal has colours.
fn write_level(writer: &mut Writer<'_>, metadata: &Metadata<'_>) -> fmt::Result {
    let level = *metadata.level();
    if !writer.has_ansi_escapes() {
        return write!(writer, " {level:>5} ");
    }
    let colour = match level {
        tracing::Level::ERROR => 31,
        tracing::Level::WARN => 33,
        tracing::Level::INFO => 32,
        tracing::Level::DEBUG => 34,
        tracing::Level::TRACE => 35,
    };
    write!(writer, " \u{1b}[{colour}m{level:>5}\u{1b}[0m ")
}

/// Fields as `tracing_subscriber` writes them, with every control character as an escape.
pub(crate) struct EscapedFields;

impl<'writer> FormatFields<'writer> for EscapedFields {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut escaped = Escaped(&mut writer);
        DefaultFields::new().format_fields(Writer::new(&mut escaped), fields)
    }
}

struct Escaped<'a, 'writer>(&'a mut Writer<'writer>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            if letter.is_control() {
                write!(self.0, "{}", letter.escape_default())?;
            } else {
                self.0.write_char(letter)?;
            }
        }
        Ok(())
    }
}

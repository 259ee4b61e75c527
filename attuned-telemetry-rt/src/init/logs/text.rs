//! Log lines as text. Dangerous characters are escaped, so untrusted text cannot begin a new line.

use std::fmt;

use tracing::{Event, Metadata, Subscriber};
use tracing_log::NormalizeEvent as _;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, SpanRef};

use super::event_traces::EventTraces;
use crate::TraceContext;
use crate::core::text::escaped::Escaped;

/// The text format: the event on one line, followed by its spans on the same line or on separate lines.
pub(crate) struct Text {
    /// Whether spans and source locations are written on separate lines.
    pub(crate) pretty: bool,
    pub(crate) include_target: bool,
    pub(crate) include_file_line: bool,
    pub(crate) traces: EventTraces,
}

impl<S, N> FormatEvent<S, N> for Text
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        // An event of the `log` crate has its target and location in fields.
        let normalized = event.normalized_metadata();
        let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
        SystemTime.format_time(&mut writer)?;
        write_level(&mut writer, metadata)?;
        if self.include_target {
            write!(writer, "{}: ", Escaped(metadata.target()))?;
        }
        context.field_format().format_fields(writer.by_ref(), event)?;
        let separator = if self.pretty { "\n    " } else { " " };
        if let (true, Some(file), Some(line)) = (self.include_file_line, metadata.file(), metadata.line()) {
            write!(writer, "{separator}at {}:{line}", Escaped(file))?;
        }
        for span in context.event_scope().into_iter().flatten() {
            write!(writer, "{separator}in {}", Escaped(span.name()))?;
            write_span::<S, N>(&mut writer, &span)?;
        }
        if let (true, Some(TraceContext { trace_id, span_id, .. })) = (self.pretty, self.traces.of(event)) {
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

/// Writes ` INFO `, in colour if the writer supports it.
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

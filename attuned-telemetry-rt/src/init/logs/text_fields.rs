//! The fields of an event or a span, as text.

use std::error::Error;
use std::fmt::{self, Debug, Display, Write as _};

use tracing::field::{Field, Visit};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::Writer;

use crate::core::text::escaped::Escaping;
use crate::core::text::shown::Shown;

/// Writes fields in the layout of `tracing_subscriber`, with dangerous characters escaped.
pub(crate) struct EscapedFields;

impl<'writer> FormatFields<'writer> for EscapedFields {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut line = Line { writer: Escaping(&mut writer), is_empty: true, written: Ok(()) };
        fields.record(&mut line);
        line.written
    }
}

/// The fields of a record of the `log` crate that are elsewhere in the line: its target and its location.
const LOG_CRATE: [&str; 4] = ["log.target", "log.module_path", "log.file", "log.line"];

/// The fields so far, separated by spaces.
struct Line<'line, 'writer> {
    writer: Escaping<'line, Writer<'writer>>,
    is_empty: bool,
    written: fmt::Result,
}

impl Line<'_, '_> {
    fn add(&mut self, field: &Field, value: fmt::Arguments<'_>) {
        let name = field.name();
        if LOG_CRATE.contains(&name) || self.written.is_err() {
            return;
        }
        let space = if self.is_empty { "" } else { " " };
        self.is_empty = false;
        self.written = match name {
            "message" => write!(self.writer, "{space}{value}"),
            _ => write!(self.writer, "{space}{}={value}", name.strip_prefix("r#").unwrap_or(name)),
        };
    }
}

impl Visit for Line<'_, '_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.add(field, format_args!("{value}"));
        } else {
            self.add(field, format_args!("{value:?}"));
        }
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.add(field, format_args!("{}", Shown(WithSources(value, field.name()))));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add(field, format_args!("{:?}", Shown(value)));
    }
}

/// An error, and its sources as another field.
struct WithSources<'error>(&'error (dyn Error + 'static), &'error str);

impl Display for WithSources<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error, name) = self;
        write!(formatter, "{}", Shown(error))?;
        match error.source() {
            Some(source) => write!(formatter, " {name}.sources=[{}]", Sources(source)),
            None => Ok(()),
        }
    }
}

/// Errors, each the source of the one before it.
struct Sources<'error>(&'error (dyn Error + 'static));

impl Display for Sources<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Shown(self.0))?;
        self.0.source().map_or(Ok(()), |source| write!(formatter, ", {}", Sources(source)))
    }
}

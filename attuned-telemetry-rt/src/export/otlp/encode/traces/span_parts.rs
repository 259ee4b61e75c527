//! The parts of a span.

use crate::TraceContext;
use crate::collect::{AttributeValue, FinishedSpan, SpanEvent, SpanStatus};
use crate::export::otlp::encode::common::attribute;
use crate::export::otlp::encode::fields::trace::{event, link, span, status};
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::settings::resolved::LimitSettings;

/// The attributes of a span that stand for something else.
#[derive(Default)]
pub(super) struct Special<'batch> {
    /// `otel.name`
    pub(super) name: Option<&'batch str>,
    /// `otel.kind`
    pub(super) kind: Option<u32>,
    /// `otel.status_message`, and `otel.status_description`
    status: [Option<AttributeValue<'batch>>; 2],
    /// Whether the span has an outcome, which is its attribute `status`.
    has_outcome: bool,
    /// Whether the span has attributes of its own that say where the code is.
    pub(super) has_location: bool,
}

impl<'batch> Special<'batch> {
    pub(super) fn new(has_outcome: bool) -> Self {
        Self { has_outcome, ..Self::default() }
    }

    /// Takes an attribute, unless it is one of those that are sent as they are.
    #[inline(always)]
    pub(super) fn takes(&mut self, name: &str, value: AttributeValue<'batch>) -> bool {
        match name.as_bytes() {
            [b'o', b't', b'e', b'l', b'.', ..] => self.takes_otel(name, value),
            // Of another kind, recorded before the outcome.
            b"status" => self.has_outcome,
            [b'c', b'o', b'd', b'e', b'.', ..] => {
                self.has_location = true;
                false
            }
            _ => false,
        }
    }

    fn takes_otel(&mut self, name: &str, value: AttributeValue<'batch>) -> bool {
        match (name, value) {
            ("otel.name", AttributeValue::Text(text)) if !text.is_empty() => self.name = Some(text),
            ("otel.kind", AttributeValue::Text(text)) => match kind(text) {
                Some(kind) => self.kind = Some(kind),
                None => return false,
            },
            ("otel.status_message", value) => self.status[0] = Some(value),
            ("otel.status_description", value) => self.status[1] = Some(value),
            _ => return false,
        }
        true
    }

    /// Returns the description of the status.
    pub(super) fn status_message(&self) -> Option<AttributeValue<'batch>> {
        let [message, description] = self.status;
        message.or(description)
    }
}

/// Returns the number of a kind, in upper or lower case.
fn kind(name: &str) -> Option<u32> {
    const KINDS: [&str; 5] = ["internal", "server", "client", "producer", "consumer"];
    (1..).zip(KINDS).find_map(|(number, kind)| kind.eq_ignore_ascii_case(name).then_some(number))
}

/// Writes the status. Only an error has a message.
#[inline]
pub(super) fn write_status<W: Writer>(writer: &mut W, code: SpanStatus, message: Option<AttributeValue<'_>>) {
    match code {
        SpanStatus::Unset => {}
        SpanStatus::Ok => writer.message(span::STATUS, |writer| writer.enumeration(status::CODE, 1)),
        SpanStatus::Error => writer.message(span::STATUS, |writer| {
            if let Some(message) = message {
                with_text(message, |message| writer.string(status::MESSAGE, message));
            }
            writer.enumeration(status::CODE, 2);
        }),
    }
}

/// Calls `then` with the text of a value.
fn with_text(value: AttributeValue<'_>, then: impl FnOnce(&str)) {
    match value {
        AttributeValue::Text(text) => then(text),
        other => then(&other.to_string()),
    }
}

/// Writes the events. Returns how many are left out.
#[inline]
pub(super) fn events<W: Writer>(writer: &mut W, finished: FinishedSpan<'_>, limits: &LimitSettings) -> u32 {
    let events = finished.events();
    let count = events.len();
    if count > 0 {
        writer.list(span::EVENTS, |writer| {
            events
                .take(limits.span_events)
                .for_each(|event| writer.item(span::EVENTS, |writer| write_event(writer, event, limits)));
        });
    }
    more_than(count, limits.span_events)
}

/// Returns how many of some items are more than the limit.
fn more_than(count: usize, limit: usize) -> u32 {
    u32::try_from(count.saturating_sub(limit)).unwrap_or(u32::MAX)
}

/// Writes an event. Its name is its message or, if it has none, the name of the place in the code.
fn write_event<W: Writer>(writer: &mut W, occurred: SpanEvent<'_>, limits: &LimitSettings) {
    writer.fixed64(event::TIME_UNIX_NANO, occurred.time_nanoseconds());
    let mut message = None;
    let mut limited = limits.of_event().start();
    writer.list(event::ATTRIBUTES, |writer| {
        occurred.attributes().iter().for_each(|(name, value)| match name {
            "message" => message = Some(value),
            name => {
                if let Some(value) = limited.next(value) {
                    attribute::attribute(writer, event::ATTRIBUTES, name, value);
                }
            }
        });
    });
    let name = message.unwrap_or(AttributeValue::Text(occurred.metadata().name()));
    with_text(name, |name| writer.string(event::NAME, name));
    writer.uint32(event::DROPPED_ATTRIBUTES_COUNT, occurred.dropped_attributes() + limited.dropped);
}

/// Writes the links. Returns how many are left out.
#[inline]
pub(super) fn links<W: Writer>(writer: &mut W, links: &[TraceContext], limit: usize) -> u32 {
    writer.list(span::LINKS, |writer| {
        for linked in links.iter().take(limit) {
            writer.item(span::LINKS, |writer| {
                writer.id(link::TRACE_ID, linked.trace_id.get().to_be_bytes());
                writer.id(link::SPAN_ID, linked.span_id.get().to_be_bytes());
                writer.fixed32(link::FLAGS, u32::from(linked.is_sampled));
            });
        }
    });
    more_than(links.len(), limit)
}

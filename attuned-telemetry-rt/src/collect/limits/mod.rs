//! How much of a span, an event and a log record is collected.

pub(super) mod collect_limits;
pub(super) mod item_limits;

pub(super) use collect_limits::{EVENT_ATTRIBUTES, TEXT, of_event, of_log, of_span, span_events, span_links};

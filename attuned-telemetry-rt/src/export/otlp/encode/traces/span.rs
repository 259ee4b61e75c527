//! A span.

use super::callsites::{Callsite, INTERNAL};
use super::outcomes::Outcomes;
use super::span_parts::{Special, events, links, write_status};
use crate::collect::FinishedSpan;
use crate::export::otlp::encode::common::attribute::attribute;
use crate::export::otlp::encode::fields::trace::span;
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::settings::resolved::LimitSettings;

/// Set in the flags of a span if the trace is sampled.
const SAMPLED: u32 = 1;
/// Set in the flags of a span, because it is known whether its parent is in another process.
const HAS_IS_REMOTE: u32 = 1 << 8;
/// Set in the flags of a span if its parent is in another process.
const IS_REMOTE: u32 = 1 << 9;

/// Writes the content of a `Span`.
pub(super) fn write<W: Writer>(
    writer: &mut W,
    finished: FinishedSpan<'_>,
    callsite: &Callsite,
    outcomes: &Outcomes,
    limits: &LimitSettings,
) {
    let context = finished.context();
    writer.id(span::TRACE_ID, context.trace_id.get().to_be_bytes());
    writer.id(span::SPAN_ID, context.span_id.get().to_be_bytes());
    if let Some(parent) = finished.parent_span_id() {
        writer.id(span::PARENT_SPAN_ID, parent.get().to_be_bytes());
    }
    writer.fixed32(span::FLAGS, flags(context.is_sampled, finished.has_remote_parent()));
    writer.fixed64(span::START_TIME_UNIX_NANO, finished.start_nanoseconds());
    writer.fixed64(span::END_TIME_UNIX_NANO, finished.end_nanoseconds());
    let (special, dropped) = attributes(writer, finished, callsite, outcomes, limits);
    name_and_kind(writer, finished, callsite, &special);
    writer.uint32(span::DROPPED_ATTRIBUTES_COUNT, finished.dropped_attributes() + dropped);
    let dropped = events(writer, finished, limits);
    writer.uint32(span::DROPPED_EVENTS_COUNT, finished.dropped_events() + dropped);
    let dropped = links(writer, finished.links(), limits.span_links);
    writer.uint32(span::DROPPED_LINKS_COUNT, finished.dropped_links() + dropped);
    write_status(writer, finished.status(), special.status_message());
}

/// Returns the flags of a span.
const fn flags(is_sampled: bool, has_remote_parent: bool) -> u32 {
    HAS_IS_REMOTE | if is_sampled { SAMPLED } else { 0 } | if has_remote_parent { IS_REMOTE } else { 0 }
}

/// Writes the attributes. Returns those that stand for something else, and how many are left out.
#[inline]
fn attributes<'batch, W: Writer>(
    writer: &mut W,
    finished: FinishedSpan<'batch>,
    callsite: &Callsite,
    outcomes: &Outcomes,
    limits: &LimitSettings,
) -> (Special<'batch>, u32) {
    let outcome = finished.outcome();
    let mut special = Special::new(outcome.is_some());
    let mut limited = limits.of_span().start();
    writer.list(span::ATTRIBUTES, |writer| {
        writer.raw(outcomes.get(outcome));
        finished.attributes_besides_outcome().iter().for_each(|(name, value)| {
            if special.takes(name, value) {
                return;
            }
            if let Some(value) = limited.next(value) {
                attribute(writer, span::ATTRIBUTES, name, value);
            }
        });
        if !special.has_location {
            writer.raw(&callsite.location);
        }
    });
    (special, limited.dropped)
}

/// Writes name and kind. Few spans have others than the place in the code has.
#[inline]
fn name_and_kind<W: Writer>(writer: &mut W, finished: FinishedSpan<'_>, callsite: &Callsite, special: &Special<'_>) {
    if special.name.is_none() && special.kind.is_none() {
        return writer.raw(&callsite.name_and_kind);
    }
    writer.string(span::NAME, special.name.unwrap_or(finished.name()));
    writer.enumeration(span::KIND, special.kind.unwrap_or(INTERNAL));
}

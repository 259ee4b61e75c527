//! B3, in one header or in several.
//!
//! Source: <https://github.com/openzipkin/b3-propagation>

use crate::core::context::ids::{SpanId, TraceId};
use crate::core::context::sampling;
use crate::core::context::trace_context::TraceContext;
use crate::propagation::carrier::{Extractor, Injector};
use crate::propagation::context::CarriedTrace;
use crate::propagation::losses::Loss;
use crate::propagation::trace::{TraceFlags, TraceState, hex};
use crate::propagation::white_space::trimmed;

const SINGLE: &str = "b3";
const TRACE_ID: &str = "x-b3-traceid";
const SPAN_ID: &str = "x-b3-spanid";
const SAMPLED: &str = "x-b3-sampled";
const FLAGS: &str = "x-b3-flags";

/// A sampling decision.
#[derive(Clone, Copy, PartialEq)]
enum Decision {
    No,
    Yes,
    Debug,
    /// The receiver decides.
    Deferred,
}

/// Reads `b3` or, if it is not there or not valid, the other headers.
pub(super) fn trace(carrier: &(impl Extractor + ?Sized)) -> Option<CarriedTrace> {
    let single = value(carrier, SINGLE);
    let is_there = single.is_some() || value(carrier, TRACE_ID).is_some();
    let trace = single.and_then(of_single).or_else(|| of_several(carrier));
    // `b3: 0` alone is valid, but it has no ids.
    if trace.is_none() && is_there && single.is_none_or(|single| decision(single).is_none()) {
        Loss::InvalidTraceParent.count(1);
    }
    trace
}

/// `{trace id}-{span id}[-{decision}[-{parent span id}]]`
fn of_single(value: &[u8]) -> Option<CarriedTrace> {
    let mut parts = value.split(|byte| *byte == b'-');
    let (trace_id, span_id) = (trace_id(parts.next()?)?, span_id(parts.next()?)?);
    let decision = parts.next().map_or(Some(Decision::Deferred), decision)?;
    if let Some(parent) = parts.next() {
        span_id_of_parent(parent)?;
    }
    parts.next().is_none().then(|| carried(trace_id, span_id, decision))
}

fn of_several(carrier: &(impl Extractor + ?Sized)) -> Option<CarriedTrace> {
    let (trace_id, span_id) = (trace_id(value(carrier, TRACE_ID)?)?, span_id(value(carrier, SPAN_ID)?)?);
    let decision = match (value(carrier, FLAGS), value(carrier, SAMPLED)) {
        (Some(b"1"), _) => Decision::Debug,
        (_, None) => Decision::Deferred,
        (_, Some(sampled)) => decision(sampled)?,
    };
    Some(carried(trace_id, span_id, decision))
}

/// Writes `b3`.
pub(super) fn set_single(trace: &CarriedTrace, carrier: &mut (impl Injector + ?Sized)) {
    let TraceContext { trace_id, span_id, is_sampled } = trace.context;
    let decision = match (trace.is_debug, is_sampled) {
        (true, _) => 'd',
        (_, true) => '1',
        _ => '0',
    };
    carrier.set(SINGLE, &format!("{trace_id}-{span_id}-{decision}"));
}

/// Writes the headers `x-b3-…`.
pub(super) fn set_several(trace: &CarriedTrace, carrier: &mut (impl Injector + ?Sized)) {
    let TraceContext { trace_id, span_id, is_sampled } = trace.context;
    carrier.set(TRACE_ID, &trace_id.to_string());
    carrier.set(SPAN_ID, &span_id.to_string());
    let (set, removed) = if trace.is_debug { (FLAGS, SAMPLED) } else { (SAMPLED, FLAGS) };
    let decision = if trace.is_debug || is_sampled { "1" } else { "0" };
    carrier.set(set, decision);
    carrier.remove(removed);
}

/// Returns the only value of a header.
fn value<'carrier>(carrier: &'carrier (impl Extractor + ?Sized), name: &str) -> Option<&'carrier [u8]> {
    let (mut found, mut count) = (None, 0_usize);
    carrier.visit(name, &mut |value| {
        found = Some(trimmed(value));
        count += 1;
    });
    found.filter(|_| count == 1)
}

/// A trace id has 16 or 32 digits.
fn trace_id(digits: &[u8]) -> Option<TraceId> {
    matches!(digits.len(), 16 | 32).then(|| hex::trace_id(digits)).flatten()
}

fn span_id(digits: &[u8]) -> Option<SpanId> {
    (digits.len() == 16).then(|| hex::span_id(digits)).flatten()
}

/// The id of the caller's parent is checked, and not used.
fn span_id_of_parent(digits: &[u8]) -> Option<SpanId> {
    span_id(digits)
}

/// `true` and `false` are from older libraries.
fn decision(text: &[u8]) -> Option<Decision> {
    match text {
        b"0" | b"false" => Some(Decision::No),
        b"1" | b"true" => Some(Decision::Yes),
        b"d" => Some(Decision::Debug),
        _ => None,
    }
}

fn carried(trace_id: TraceId, span_id: SpanId, decision: Decision) -> CarriedTrace {
    let is_sampled = match decision {
        Decision::No => false,
        Decision::Yes | Decision::Debug => true,
        Decision::Deferred => sampling::is_sampled(trace_id),
    };
    CarriedTrace {
        context: TraceContext::new(trace_id, span_id).with_sampled(is_sampled),
        flags: TraceFlags::default().with_sampled(is_sampled),
        state: TraceState::default(),
        is_debug: decision == Decision::Debug,
    }
}

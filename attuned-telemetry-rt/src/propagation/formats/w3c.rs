//! W3C Trace Context and W3C Baggage.

use crate::propagation::baggage::{Baggage, Entries, encoded};
use crate::propagation::carrier::{Extractor, Injector};
use crate::propagation::context::CarriedTrace;
use crate::propagation::losses::Loss;
use crate::propagation::policy::BaggagePolicy;
use crate::propagation::trace::{Members, TraceParent};

const TRACEPARENT: &str = "traceparent";
const TRACESTATE: &str = "tracestate";
const BAGGAGE: &str = "baggage";

/// Reads `traceparent` and, if it is valid, `tracestate`.
pub(super) fn trace(carrier: &(impl Extractor + ?Sized)) -> Option<CarriedTrace> {
    let (mut found, mut count) = (None, 0_usize);
    carrier.visit(TRACEPARENT, &mut |value| {
        found = Some(value);
        count += 1;
    });
    let parent = found.filter(|_| count == 1).and_then(TraceParent::parse);
    if parent.is_none() {
        Loss::InvalidTraceParent.count(count.min(1));
    }
    let parent = parent?;
    let mut members = Members::default();
    carrier.visit(TRACESTATE, &mut |value| members.add(value));
    Some(CarriedTrace { context: parent.context(), flags: parent.flags(), state: members.finish(), is_debug: false })
}

/// Writes `traceparent` and `tracestate`. A `tracestate` of another trace is removed.
pub(super) fn set_trace(trace: &CarriedTrace, carrier: &mut (impl Injector + ?Sized)) {
    let parent = TraceParent::new(trace.context, trace.flags).to_bytes();
    if let Ok(parent) = std::str::from_utf8(&parent) {
        carrier.set(TRACEPARENT, parent);
    }
    if trace.state.is_empty() {
        carrier.remove(TRACESTATE);
    } else {
        carrier.set(TRACESTATE, trace.state.as_str());
    }
}

/// Reads the entries of `baggage` that are accepted.
pub(super) fn baggage(policy: &BaggagePolicy, carrier: &(impl Extractor + ?Sized)) -> Baggage {
    let mut entries = Entries::new();
    carrier.visit(BAGGAGE, &mut |value| entries.add(value));
    entries.finish().filtered(|entry| policy.accepts(entry.key()))
}

/// Writes `baggage` with the entries that are sent to a host.
pub(super) fn set_baggage(
    policy: &BaggagePolicy,
    baggage: &Baggage,
    carrier: &mut (impl Injector + ?Sized),
    host: &str,
) {
    if !baggage.is_empty() && policy.sends_to(host) {
        if let Some(text) = encoded(baggage, |entry| policy.sends(entry.key())) {
            carrier.set(BAGGAGE, &text);
        }
    }
}
